package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link Turn}.
 */
class TurnTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void nobody_else_has_the_machine_until_it_is_over() throws IOException {
		Path file = this.folder.resolve("turns");
		try (Turn turn = Turn.take(file); FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
			assertThat(turn).isNotNull();
			assertThatExceptionOfType(OverlappingFileLockException.class).isThrownBy(other::tryLock);
		}
		try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = other.tryLock()) {
			assertThat(lock).isNotNull();
		}
	}

	@Test
	void who_is_alone_on_the_machine_waits_for_nobody() throws IOException {
		try (Turn turn = Turn.take(null)) {
			assertThat(turn).isNotNull();
		}
	}

}
