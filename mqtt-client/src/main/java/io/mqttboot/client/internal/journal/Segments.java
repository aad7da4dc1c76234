package io.mqttboot.client.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttOutboxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of a journal, oldest first, and where in them each message is. Only the
 * newest is written to, and only the oldest is deleted, when no message needs it: so what
 * is said about a message never goes before the message. If old messages hold on to too
 * many segments, they are copied to the newest. For one thread.
 */
final class Segments {

	private static final Logger logger = LoggerFactory.getLogger(Segments.class);

	private static final String SUFFIX = ".outbox";

	// so many segments more than twice what is needed are not worth to be copied
	private static final int SLACK = 4;

	private final Path directory;

	private final RecordFile.Disk disk;

	private final int segmentBytes;

	private final Deque<Segment> segments = new ArrayDeque<>();

	// by the numbers of messages
	private final TreeMap<Long, Place> places = new TreeMap<>();

	// is written to; null until there is something to write
	private @Nullable Segment newest;

	private long lastIndex;

	private long liveBytes;

	Segments(Path directory, RecordFile.Disk disk, int segmentBytes) {
		this.directory = directory;
		this.disk = disk;
		this.segmentBytes = segmentBytes;
	}

	/** Where a message is, and what is known about it. */
	static final class Place {

		final long number;

		Segment segment;

		long position;

		int length;

		MqttQos qos;

		int packetId;

		boolean received;

		private Place(long number, Segment segment, MqttQos qos) {
			this.number = number;
			this.segment = segment;
			this.qos = qos;
		}

	}

	Collection<Place> places() {
		return this.places.values();
	}

	// ------ reading

	/** Reads what earlier lives have left. */
	void recover() throws IOException {
		List<Path> files;
		try (Stream<Path> all = Files.list(this.directory)) {
			files = all.filter((each) -> each.getFileName().toString().matches("\\d{10}\\" + SUFFIX)).sorted().toList();
		}
		for (Path path : files) {
			this.lastIndex = Long.parseLong(path.getFileName().toString().substring(0, 10));
			RecordFile file = this.disk.open(path);
			Segment segment = new Segment(path, file, file.size());
			this.segments.add(segment);
			scan(segment, path == files.get(files.size() - 1));
		}
	}

	private void scan(Segment segment, boolean last) throws IOException {
		ByteBuffer all = segment.read(0, Math.toIntExact(segment.size));
		if (all.limit() < Records.MAGIC_BYTES) {
			return; // killed while it was made
		}
		if (all.getLong(0) != Records.MAGIC) {
			throw new MqttOutboxException(segment + " is no file of an outbox");
		}
		int at = Records.MAGIC_BYTES;
		while (at < all.limit()) {
			int length = Records.length(all, at);
			if (Records.isSound(all, at)) {
				apply(Records.kind(all, at), Records.number(all, at), Records.packetId(all, at), segment, at, length);
				if (Records.kind(all, at) == Records.MESSAGE) {
					place(Records.number(all, at)).qos = MessageBytes.qos(all.array(), at + Records.messageOffset());
				}
			}
			else if (length > 0 && Records.isSound(all, at + length)) {
				segment.damaged = true;
				logger.error("{} is damaged at byte {}: one record is lost, a message or what became of one", segment,
						at);
			}
			else {
				tail(segment, at, last);
				return;
			}
			at += length;
		}
	}

	private static void tail(Segment segment, int at, boolean last) throws IOException {
		if (last) {
			logger.warn("{} ends in a record that was not written to its end; {} bytes are cut off", segment,
					segment.size - at);
			segment.file.truncate(at);
			segment.size = at;
		}
		else {
			segment.damaged = true;
			logger.error("{} is damaged from byte {} on: {} bytes are lost", segment, at, segment.size - at);
		}
	}

	private Place place(long number) {
		Place place = this.places.get(number);
		if (place == null) {
			throw new IllegalStateException("message " + number + " has no place");
		}
		return place;
	}

	/** Reads a message back. */
	MqttMessage read(long number) throws IOException {
		Place place = this.places.get(number);
		if (place == null) {
			throw new IOException("message " + number + " is not kept");
		}
		return MessageBytes.read(record(place).array(), Records.messageOffset());
	}

	private static ByteBuffer record(Place place) throws IOException {
		ByteBuffer record = place.segment.read(place.position, place.length);
		if (!Records.isSound(record, 0)) {
			throw new IOException(place.segment + " is damaged at byte " + place.position);
		}
		return record;
	}

	// ------ writing

	/** Takes over what a record says that stands in a segment. */
	void apply(byte kind, long number, int packetId, Segment segment, long position, int length) {
		switch (kind) {
			case Records.MESSAGE -> move(number, segment, position, length);
			case Records.SENT -> {
				Place place = this.places.get(number);
				if (place != null) {
					place.packetId = packetId;
				}
			}
			case Records.RECEIVED -> {
				Place place = move(number, segment, position, length);
				place.packetId = packetId;
				place.qos = MqttQos.EXACTLY_ONCE;
				place.received = true;
			}
			case Records.DONE -> {
				Place place = this.places.remove(number);
				if (place != null) {
					leave(place);
				}
			}
			default -> logger.error("{} has a record of kind {} at byte {}, which is unknown", segment, kind, position);
		}
	}

	private Place move(long number, Segment segment, long position, int length) {
		Place place = this.places.get(number);
		if (place == null) {
			place = new Place(number, segment, MqttQos.AT_LEAST_ONCE);
			this.places.put(number, place);
		}
		else {
			leave(place);
		}
		place.segment = segment;
		place.position = position;
		place.length = length;
		segment.live++;
		this.liveBytes += length;
		return place;
	}

	private void leave(Place place) {
		place.segment.live--;
		this.liveBytes -= place.length;
	}

	/**
	 * Writes bytes behind all others; returns the segment, which ends with them. Nothing
	 * of them is there if it fails.
	 */
	Segment append(ByteBuffer bytes, boolean force) throws IOException {
		Segment to = writable();
		int length = bytes.remaining();
		try {
			to.file.write(bytes, to.size);
			if (force) {
				to.file.force();
			}
		}
		catch (IOException ex) {
			rollBack(to, ex);
			throw ex;
		}
		to.size += length;
		return to;
	}

	private void rollBack(Segment segment, IOException cause) {
		try {
			segment.file.truncate(segment.size);
		}
		catch (IOException ex) {
			cause.addSuppressed(ex);
			this.newest = null; // what follows stands in another file, not behind this
		}
	}

	private Segment writable() throws IOException {
		Segment present = this.newest;
		if (present != null && present.size < this.segmentBytes) {
			return present;
		}
		Path path = this.directory.resolve(String.format(Locale.ROOT, "%010d%s", this.lastIndex + 1, SUFFIX));
		RecordFile file = this.disk.open(path);
		try {
			file.write(ByteBuffer.allocate(Records.MAGIC_BYTES).putLong(Records.MAGIC).flip(), 0);
		}
		catch (IOException ex) {
			file.close();
			throw ex;
		}
		this.lastIndex++;
		Segment made = new Segment(path, file, Records.MAGIC_BYTES);
		this.segments.add(made);
		this.newest = made;
		return made;
	}

	// ------ tidying

	/** Deletes segments that nobody needs, and sees to it that there are some. */
	void tidy() throws IOException {
		deleteUnneeded();
		Segment oldest = this.segments.peek();
		long bytes = this.segments.stream().mapToLong((segment) -> segment.size).sum();
		if (oldest != null && oldest != this.newest && !oldest.damaged
				&& bytes > 2 * this.liveBytes + (long) SLACK * this.segmentBytes) {
			copy(oldest);
			deleteUnneeded();
		}
	}

	private void deleteUnneeded() throws IOException {
		Segment oldest = this.segments.peek();
		while (oldest != null && oldest != this.newest && oldest.live == 0) {
			oldest.close();
			this.disk.delete(oldest.path);
			this.segments.remove();
			oldest = this.segments.peek();
		}
	}

	private void copy(Segment oldest) throws IOException {
		for (Place place : new ArrayList<>(this.places.values())) {
			if (place.segment != oldest) {
				continue;
			}
			ByteBuffer record = record(place);
			boolean sent = place.packetId != 0 && !place.received;
			ByteBuffer copy = ByteBuffer.allocate(record.limit() + (sent ? Records.bytes(Records.SENT, null) : 0));
			copy.put(record);
			if (sent) {
				Records.write(copy, Records.SENT, place.number, place.packetId, null);
			}
			Segment to = append(copy.flip(), false);
			move(place.number, to, to.size - copy.limit(), place.length);
		}
		if (this.newest != null) {
			this.newest.file.force(); // before the originals are deleted
		}
	}

	void close() throws IOException {
		for (Segment segment : this.segments) {
			segment.close();
		}
		this.segments.clear();
	}

}
