package io.mqttboot.client.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A disk that can be full, and that can stop in the middle of a write as it does for a
 * process that is killed.
 */
final class FragileDisk implements RecordFile.Disk {

	private long room = Long.MAX_VALUE;

	private long untilKilled = Long.MAX_VALUE;

	private boolean killed;

	private boolean unconfirmed;

	private int confirmations;

	/** So many bytes more can be written. */
	void room(long bytes) {
		this.room = bytes;
	}

	/** The device confirms nothing more, or again. */
	void confirms(boolean does) {
		this.unconfirmed = !does;
	}

	/** How often the device has confirmed what was written. */
	int confirmations() {
		return this.confirmations;
	}

	/** Nothing more is written, as if the process were gone. */
	void kill() {
		this.killed = true;
	}

	boolean isKilled() {
		return this.killed;
	}

	/** So many bytes more are written before the process is gone. */
	void killAfter(long bytes) {
		this.untilKilled = bytes;
	}

	@Override
	public RecordFile open(Path path) throws IOException {
		return new FragileFile(OF_PLATFORM.open(path));
	}

	@Override
	public void delete(Path path) throws IOException {
		if (!this.killed) {
			OF_PLATFORM.delete(path);
		}
	}

	private final class FragileFile implements RecordFile {

		private final RecordFile file;

		private FragileFile(RecordFile file) {
			this.file = file;
		}

		@Override
		public void write(ByteBuffer bytes, long position) throws IOException {
			FragileDisk disk = FragileDisk.this;
			if (disk.killed) {
				throw new IOException("killed");
			}
			long possible = Math.min(disk.room, disk.untilKilled);
			if (bytes.remaining() <= possible) {
				disk.room -= bytes.remaining();
				disk.untilKilled -= bytes.remaining();
				this.file.write(bytes, position);
				return;
			}
			this.file.write(bytes.slice(bytes.position(), (int) possible), position);
			if (disk.untilKilled <= disk.room) {
				disk.killed = true;
				throw new IOException("killed");
			}
			throw new IOException("No space left on device");
		}

		@Override
		public void read(ByteBuffer into, long position) throws IOException {
			this.file.read(into, position);
		}

		@Override
		public long size() throws IOException {
			return this.file.size();
		}

		@Override
		public void truncate(long size) throws IOException {
			if (!FragileDisk.this.killed) {
				this.file.truncate(size);
			}
		}

		@Override
		public void force() throws IOException {
			if (FragileDisk.this.unconfirmed) {
				throw new IOException("Input/output error");
			}
			FragileDisk.this.confirmations++;
			this.file.force();
		}

		@Override
		public void close() throws IOException {
			this.file.close();
		}

	}

}
