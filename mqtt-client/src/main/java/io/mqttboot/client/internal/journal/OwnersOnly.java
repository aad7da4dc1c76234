package io.mqttboot.client.internal.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that nobody but their owner can read, where the file system knows
 * owners. What was there before stays as it is.
 */
final class OwnersOnly {

	private OwnersOnly() {
	}

	static FileChannel open(Path path) throws IOException {
		return FileChannel.open(path,
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
				attributes(path, "rw-------"));
	}

	static void createDirectories(Path directory) throws IOException {
		Files.createDirectories(directory, attributes(directory, "rwx------"));
	}

	private static FileAttribute<?>[] attributes(Path path, String permissions) {
		boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

}
