package io.mqttboot.client.internal.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.mqttboot.client.spi.MqttOutboxException;

/**
 * Sees to it that a directory has one user at a time, in all processes. The system takes
 * the lock away from a process that is killed.
 */
final class DirectoryLock implements Closeable {

	// The system's locks are those of a process: closing a second channel to the file
	// would give up the first one's.
	private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

	private final Path directory;

	private final FileChannel channel;

	private DirectoryLock(Path directory, FileChannel channel) {
		this.directory = directory;
		this.channel = channel;
	}

	static DirectoryLock of(Path given) throws IOException {
		Path directory = given.toRealPath();
		if (!OWN.add(directory)) {
			throw inUse(directory, "another client of this process");
		}
		boolean locked = false;
		try {
			FileChannel channel = OwnersOnly.open(directory.resolve("lock"));
			FileLock lock = channel.tryLock();
			if (lock == null) {
				channel.close();
				throw inUse(directory, "another process");
			}
			locked = true;
			return new DirectoryLock(directory, channel);
		}
		catch (OverlappingFileLockException ex) {
			throw inUse(directory, "this process, in another class loader");
		}
		finally {
			if (!locked) {
				OWN.remove(directory);
			}
		}
	}

	private static MqttOutboxException inUse(Path directory, String by) {
		return new MqttOutboxException("the outbox in " + directory + " is in use by " + by
				+ ": only one client at a time may have a client id and its outbox");
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
		OWN.remove(this.directory);
	}

}
