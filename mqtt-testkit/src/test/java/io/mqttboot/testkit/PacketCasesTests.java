package io.mqttboot.testkit;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The notation of the packet table.
 */
class PacketCasesTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '|',
			value = { "C0 00, c000", "'a b', 612062", "\"a b\", 0003612062", "[ ], 00", "{ }, 0000", "41*3, 414141",
					"30 [ \"t\" [ 01 01 ] 'x' ], 3007000174020101" + "78", "[ { 0102 } 03 ], 0500020102" + "03",
					"\"汽\", 0003e6b1bd" })
	void a_text_becomes_bytes(String text, String expected) {
		assertThat(HexFormat.of().formatHex(PacketCases.bytes(text))).isEqualTo(expected);
	}

	@Test
	void a_length_takes_as_many_bytes_as_it_needs() {
		assertThat(PacketCases.bytes("[ 00*127 ]")).hasSize(128).startsWith(127);
		assertThat(PacketCases.bytes("[ 00*128 ]")).hasSize(130).startsWith(0x80, 0x01);
		assertThat(PacketCases.bytes("[ 00*16384 ]")).hasSize(16_387).startsWith(0x80, 0x80, 0x01);
	}

	@Test
	void there_are_cases_of_each_version_side_and_answer() {
		for (int level = 3; level <= 5; level++) {
			int version = level;
			for (boolean toServer : new boolean[] { true, false }) {
				assertThat(PacketCases.all())
					.filteredOn((packet) -> packet.level() == version && packet.toServer() == toServer)
					.anyMatch(PacketCases.Packet::valid)
					.anyMatch((packet) -> packet.answer() == 0x81)
					.anyMatch((packet) -> packet.answer() == 0x82);
			}
		}
		assertThat(PacketCases.toServer()).allMatch(PacketCases.Packet::toServer).isNotEmpty();
	}

}
