package io.mqttboot.benchmarks.compare;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Brokers that are programs.
 */
class ProgramsTests {

	@Test
	void a_program_that_is_not_where_the_command_line_says_is_named_and_not_run() {
		Programs programs = new Programs(Map.of("flashmq", Path.of("nowhere")), Path.of("."));
		assertThatExceptionOfType(PeerException.class).isThrownBy(programs::flashmq)
			.withMessage("nothing to execute is where the command line says");
	}

	@Test
	void a_version_is_found_in_what_programs_say() {
		assertThat(Programs.version("mosquitto version 2.0.11\n\nmosquitto is a broker.")).isEqualTo("2.0.11");
		assertThat(Programs.version("FlashMQ Version 1.26.1 with SSE4.2 support")).isEqualTo("1.26.1");
		assertThat(Programs.version("mosquitto version v2.1.2")).isEqualTo("2.1.2");
		assertThat(Programs.version("usage")).isEqualTo("of unknown version");
	}

	@Test
	void a_port_for_websocket_is_opened_only_when_it_is_needed() {
		Ports tcp = new Ports(1883, 0);
		Ports both = new Ports(1883, 8083);
		assertThat(Programs.mosquittoConfiguration(tcp)).contains("listener 1883").doesNotContain("websockets");
		assertThat(Programs.mosquittoConfiguration(both)).endsWith("listener 8083 127.0.0.1\nprotocol websockets\n");
		assertThat(Programs.flashmqConfiguration(tcp)).contains("port 1883").doesNotContain("websockets");
		assertThat(Programs.flashmqConfiguration(both)).contains("protocol websockets", "port 8083");
	}

}
