package io.mqttboot.client.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.session.Journal;
import io.mqttboot.client.spi.MqttOutboxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in files: what the loop says is collected, handed over once a pass, and
 * written together by another thread.
 */
public final class FileJournal implements Journal {

	private static final Logger logger = LoggerFactory.getLogger(FileJournal.class);

	private static final int SEGMENT_BYTES = 8 * 1024 * 1024;

	// what is written at once, if there is so much
	private static final int BATCH_BYTES = 1024 * 1024;

	private static final int NAME_MAX = 40;

	private final Path directory;

	private final boolean force;

	private final Executor writer;

	private final DirectoryLock lock;

	private final Segments segments;

	private final Queue<List<Entry>> handed = new ConcurrentLinkedQueue<>();

	// ------ on the loop

	private List<Entry> told = new ArrayList<>();

	private long lastMark;

	private @Nullable Executor loop;

	private @Nullable Listener listener;

	// ------ on the writer's thread

	// What could not be written and must be, oldest first.
	private final Deque<Entry> owed = new ArrayDeque<>();

	private long takenMark;

	private boolean broken;

	// ------ on both

	private volatile boolean behind;

	private volatile boolean closed;

	FileJournal(Path directory, boolean force, Executor writer, RecordFile.Disk disk, int segmentBytes) {
		this.directory = directory;
		this.force = force;
		this.writer = writer;
		this.segments = new Segments(directory, disk, segmentBytes);
		try {
			OwnersOnly.createDirectories(directory);
			this.lock = DirectoryLock.of(directory);
		}
		catch (IOException ex) {
			throw new MqttOutboxException("the outbox in " + directory + " cannot be opened: " + ex, ex);
		}
		try {
			this.segments.recover();
		}
		catch (IOException | RuntimeException ex) {
			release();
			throw (ex instanceof MqttOutboxException known) ? known
					: new MqttOutboxException("the outbox in " + directory + " cannot be read: " + ex, ex);
		}
	}

	/**
	 * Opens the files of a client, and reads what is left in them.
	 * @param config how the client is set up, with an outbox of files
	 * @param writer runs tasks that write, one after the other
	 * @return the journal
	 * @throws MqttOutboxException if somebody else uses them, or they cannot be read
	 */
	public static FileJournal open(MqttClientConfig config, Executor writer) {
		Path directory = Objects.requireNonNull(config.outbox().directory(), "directory");
		return new FileJournal(directory.resolve(name(config.clientId())), config.outbox().force(), writer,
				RecordFile.Disk.OF_PLATFORM, SEGMENT_BYTES);
	}

	// readable, and another one for each client id on every file system
	private static String name(String clientId) {
		String readable = clientId.replaceAll("[^A-Za-z0-9_-]", "_");
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(clientId.getBytes(StandardCharsets.UTF_8));
			return readable.substring(0, Math.min(NAME_MAX, readable.length())) + "-"
					+ HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java has SHA-256", ex);
		}
	}

	private void release() {
		try {
			this.segments.close();
			this.lock.close();
		}
		catch (IOException ex) {
			logger.warn("The outbox in {} was not closed: {}", this.directory, ex.toString());
		}
	}

	// ------ on the loop

	@Override
	public List<Kept> begin(Executor calls, Listener told) {
		this.loop = calls;
		this.listener = told;
		List<Kept> kept = new ArrayList<>();
		for (Segments.Place place : this.segments.places()) {
			boolean inFlight = place.packetId != 0 && !place.received;
			MqttMessage message = inFlight ? read(place.number) : null;
			if (inFlight && message == null) {
				logger.error("Message {} of the outbox in {} is lost", place.number, this.directory);
				done(place.number);
			}
			else {
				kept.add(new Kept(place.number, place.qos, place.length, place.packetId, place.received, message));
			}
		}
		if (!kept.isEmpty()) {
			logger.info("The outbox in {} has {} undelivered messages", this.directory, kept.size());
		}
		return kept;
	}

	private @Nullable MqttMessage read(long number) {
		try {
			return this.segments.read(number);
		}
		catch (IOException ex) {
			logger.error("A message of the outbox in {} cannot be read: {}", this.directory, ex.toString());
			return null;
		}
	}

	@Override
	public long store(long number, MqttMessage message) {
		return tell(Records.MESSAGE, number, 0, message);
	}

	@Override
	public long sent(long number, int packetId) {
		return tell(Records.SENT, number, packetId, null);
	}

	@Override
	public long received(long number, int packetId) {
		return tell(Records.RECEIVED, number, packetId, null);
	}

	@Override
	public long done(long number) {
		return tell(Records.DONE, number, 0, null);
	}

	private long tell(byte kind, long number, int packetId, @Nullable MqttMessage message) {
		this.told.add(new Entry(kind, number, packetId, message, ++this.lastMark));
		return this.lastMark;
	}

	@Override
	public void load(List<Long> numbers) {
		if (!this.closed) {
			this.writer.execute(() -> {
				List<@Nullable MqttMessage> messages = new ArrayList<>();
				numbers.forEach((number) -> messages.add(read(number)));
				answer((told) -> told.loaded(messages));
			});
		}
	}

	@Override
	public void flush() {
		if (!this.closed && !this.told.isEmpty()) {
			this.handed.add(this.told);
			this.told = new ArrayList<>();
			this.writer.execute(this::write);
		}
	}

	@Override
	public void retry() {
		if (!this.closed && this.behind) {
			this.writer.execute(this::write);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.writer.execute(() -> {
			write();
			release();
		});
	}

	// ------ on the writer's thread

	private void write() {
		List<Entry> entries = new ArrayList<>(this.owed);
		this.owed.clear();
		List<Entry> more = this.handed.poll();
		while (more != null) {
			entries.addAll(more);
			more = this.handed.poll();
		}
		if (entries.isEmpty()) {
			return;
		}
		this.takenMark = Math.max(this.takenMark, entries.get(entries.size() - 1).mark);
		int written = 0;
		try {
			while (written < entries.size()) {
				written += writeSome(entries.subList(written, entries.size()));
			}
			this.segments.tidy();
			broken(null);
		}
		catch (IOException | RuntimeException ex) {
			broken(ex);
			failed(entries.subList(written, entries.size()), ex);
		}
		this.behind = !this.owed.isEmpty();
		long mark = this.behind ? this.owed.element().mark - 1 : this.takenMark;
		answer((told) -> told.written(mark));
	}

	// says so once, until it is over
	private void broken(@Nullable Exception cause) {
		if (cause != null && !this.broken) {
			logger.error("The outbox in {} cannot be written: {}", this.directory, cause.toString());
			logger.debug("The outbox cannot be written", cause);
		}
		else if (cause == null && this.broken) {
			logger.info("The outbox in {} can be written again", this.directory);
		}
		this.broken = cause != null;
	}

	// A message that is not stored fails; what became of those that are is owed.
	private void failed(List<Entry> entries, Exception cause) {
		MqttOutboxException failure = new MqttOutboxException(
				"the message cannot be stored in " + this.directory + ": " + cause.getMessage(), cause);
		for (Entry entry : entries) {
			if (entry.kind == Records.MESSAGE) {
				answer((told) -> told.failed(entry.number, failure));
			}
			else {
				this.owed.add(entry);
			}
		}
	}

	// Writes a batch; returns how many entries it had.
	private int writeSome(List<Entry> entries) throws IOException {
		List<byte @Nullable []> messages = new ArrayList<>();
		int bytes = 0;
		for (Entry entry : entries) {
			if (bytes >= BATCH_BYTES) {
				break;
			}
			byte[] message = (entry.message != null) ? MessageBytes.of(entry.message) : null;
			messages.add(message);
			bytes += Records.bytes(entry.kind, message);
		}
		ByteBuffer batch = ByteBuffer.allocate(bytes);
		for (int i = 0; i < messages.size(); i++) {
			Entry entry = entries.get(i);
			Records.write(batch, entry.kind, entry.number, entry.packetId, messages.get(i));
		}
		Segment segment = this.segments.append(batch.flip(), this.force);
		long position = segment.size - bytes;
		for (int i = 0; i < messages.size(); i++) {
			Entry entry = entries.get(i);
			int length = Records.bytes(entry.kind, messages.get(i));
			this.segments.apply(entry.kind, entry.number, entry.packetId, segment, position, length);
			position += length;
		}
		return messages.size();
	}

	private void answer(Consumer<Listener> answer) {
		Executor calls = this.loop;
		Listener told = this.listener;
		if (calls != null && told != null) {
			calls.execute(() -> answer.accept(told));
		}
	}

	/** What the loop has told. */
	private record Entry(byte kind, long number, int packetId, @Nullable MqttMessage message, long mark) {
	}

}
