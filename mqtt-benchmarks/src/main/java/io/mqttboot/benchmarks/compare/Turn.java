package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The machine for oneself, by a lock on a file that all who use it take turns with, so
 * that a long comparison need not have a day of its own.
 */
final class Turn implements AutoCloseable {

	// whoever waits is not overtaken by the next turn of the same process
	private static final long REST_NANOS = 1_000_000_000;

	private final @Nullable FileChannel file;

	private Turn(@Nullable FileChannel file) {
		this.file = file;
	}

	/**
	 * Waits for it.
	 * @param file what is locked, null if nobody else is on the machine
	 */
	static Turn take(@Nullable Path file) throws IOException {
		if (file == null) {
			return new Turn(null);
		}
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			channel.lock();
			return new Turn(channel);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	@Override
	public void close() throws IOException {
		if (this.file != null) {
			this.file.close();
			LockSupport.parkNanos(REST_NANOS);
		}
	}

}
