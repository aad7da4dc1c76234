package io.mqttboot.protocol.codec;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.PacketCases;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Variable byte integers, both ways (MQTT 5.0, 1.5.5).
 */
@Clause("MQTT-1.5.5-1")
class VbiTests {

	private final FrameReader reader = new FrameReader(DecoderPeer.limits(FrameDecoder.Role.SERVER));

	@ParameterizedTest
	@CsvSource({ "0, 00", "1, 01", "127, 7F", "128, 8001", "16383, FF7F", "16384, 808001", "2097151, FFFF7F",
			"2097152, 80808001", "268435455, FFFFFF7F" })
	void the_borders_are_those_of_the_standard(int value, String hex) {
		ByteBuf out = Unpooled.buffer();
		Vbi.write(out, value);
		byte[] bytes = PacketCases.bytes(hex);
		assertThat(out).isEqualTo(Unpooled.wrappedBuffer(bytes));
		assertThat(Vbi.bytes(value)).isEqualTo(bytes.length);
		assertThat(read(Unpooled.wrappedBuffer(bytes))).isEqualTo(value);
	}

	@Test
	void every_number_of_three_bytes_and_some_of_four_come_back() {
		ByteBuf out = Unpooled.buffer(4, 4);
		for (int value = 0; value <= Vbi.MAX; value += (value < 0x20_0000) ? 1 : 997) {
			Vbi.write(out.clear(), value);
			if (out.readableBytes() != Vbi.bytes(value) || read(out) != value) {
				assertThat(value).as("number that does not come back").isNull();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "8080808001", "FFFFFFFF", "80808080", "80", "8080", "FFFFFF", "8000", "808000", "80808000" })
	void what_is_too_long_cut_or_padded_is_malformed(String hex) {
		assertThatExceptionOfType(MqttProtocolException.class)
			.isThrownBy(() -> read(Unpooled.wrappedBuffer(PacketCases.bytes(hex))))
			.matches((ex) -> ex.reasonCode() == MqttReasonCode.MALFORMED_PACKET);
	}

	@Test
	void every_sequence_of_two_bytes_is_read_or_malformed() {
		for (int first = 0; first < 256; first++) {
			for (int second = 0; second < 256; second++) {
				assertTwo(first, second);
			}
		}
	}

	@Test
	void a_number_that_does_not_fit_is_not_written() {
		assertThatIllegalArgumentException().isThrownBy(() -> Vbi.bytes(Vbi.MAX + 1));
		assertThatIllegalArgumentException().isThrownBy(() -> Vbi.bytes(-1));
	}

	private void assertTwo(int first, int second) {
		ByteBuf in = Unpooled.wrappedBuffer(new byte[] { (byte) first, (byte) second });
		boolean good = first < 128 || (second < 128 && second > 0);
		int expected = (first < 128) ? first : first - 128 + 128 * second;
		try {
			assertThat(read(in)).isEqualTo(expected);
			assertThat(good).isTrue();
		}
		catch (MqttProtocolException ex) {
			assertThat(good).isFalse();
		}
	}

	private int read(ByteBuf in) {
		this.reader.open(in, 0, in.readableBytes());
		return this.reader.vbi();
	}

}
