package io.mqttboot.client.internal.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One file of a journal.
 */
final class Segment implements Closeable {

	final Path path;

	final RecordFile file;

	// up to where it is known to be sound
	long size;

	// how many messages need it
	int live;

	// whether something in it cannot be read
	boolean damaged;

	Segment(Path path, RecordFile file, long size) {
		this.path = path;
		this.file = file;
		this.size = size;
	}

	ByteBuffer read(long position, int length) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(length);
		this.file.read(bytes, position);
		return bytes.flip();
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
