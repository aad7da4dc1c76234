package io.mqttboot.client.internal.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.config.MqttOutbox;
import io.mqttboot.client.internal.connection.ManualClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What waits in the files of an outbox is for nobody else on this machine.
 */
class OwnersOnlyTests {

	private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

	@Test
	void nobody_else_reads_the_files_of_an_outbox(@TempDir Path folder) throws IOException {
		Path directory = folder.resolve("clients").resolve("outbox");
		try (ManualClient client = ManualClient.journaling(
				(config) -> config.cleanStart(false).outbox(MqttOutbox.file(directory)),
				(writer) -> new FileJournal(directory, false, writer, RecordFile.Disk.OF_PLATFORM, 4096))) {
			client.session().store(MqttMessage.of("a", "secret", MqttQos.AT_LEAST_ONCE, false));
			client.run();
			List<Path> all;
			try (Stream<Path> paths = Files.walk(folder.resolve("clients"))) {
				all = paths.toList();
			}
			assertThat(all).hasSizeGreaterThanOrEqualTo(4); // two directories, a lock and
															// messages
			assertThat(all).allSatisfy((path) -> assertThat(OWNERS).containsAll(Files.getPosixFilePermissions(path)));
		}
	}

}
