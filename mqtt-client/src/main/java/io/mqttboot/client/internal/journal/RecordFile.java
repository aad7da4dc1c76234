package io.mqttboot.client.internal.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file, as far as a journal needs one.
 */
interface RecordFile extends Closeable {

	/** Writes all of it at a position. */
	void write(ByteBuffer bytes, long position) throws IOException;

	/** Fills a buffer from a position, or up to the end. */
	void read(ByteBuffer into, long position) throws IOException;

	long size() throws IOException;

	/** Cuts off what is behind a size. */
	void truncate(long size) throws IOException;

	/** Waits until the device has it. */
	void force() throws IOException;

	/**
	 * Opens and deletes files.
	 */
	interface Disk {

		/** The disk of this machine. */
		Disk OF_PLATFORM = new Disk() {

			@Override
			public RecordFile open(Path path) throws IOException {
				return new ChannelFile(path);
			}

			@Override
			public void delete(Path path) throws IOException {
				Files.deleteIfExists(path);
			}

		};

		RecordFile open(Path path) throws IOException;

		void delete(Path path) throws IOException;

	}

	/** A file of the platform. */
	final class ChannelFile implements RecordFile {

		private final FileChannel channel;

		private ChannelFile(Path path) throws IOException {
			this.channel = OwnersOnly.open(path);
		}

		@Override
		public void write(ByteBuffer bytes, long position) throws IOException {
			long at = position;
			while (bytes.hasRemaining()) {
				at += this.channel.write(bytes, at);
			}
		}

		@Override
		public void read(ByteBuffer into, long position) throws IOException {
			long at = position;
			int count = 0;
			while (into.hasRemaining() && count >= 0) {
				count = this.channel.read(into, at);
				at += count;
			}
		}

		@Override
		public long size() throws IOException {
			return this.channel.size();
		}

		@Override
		public void truncate(long size) throws IOException {
			this.channel.truncate(size);
		}

		@Override
		public void force() throws IOException {
			this.channel.force(false);
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

}
