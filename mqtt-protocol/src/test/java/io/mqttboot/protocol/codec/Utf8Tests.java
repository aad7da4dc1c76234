package io.mqttboot.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.PacketCases;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * UTF-8: by a table of borders, and against the JDK's strict decoder.
 */
class Utf8Tests {

	@ParameterizedTest
	@ValueSource(strings = { "", "41", "01", "7F", "C280", "DFBF", "E0A080", "ECBFBF", "ED9FBF", "EE8080", "EFBBBF",
			"EFBFBF", "F0908080", "F48FBFBF", "E6B1BD E8BDA6", "41*64", "41*9 C3A9" })
	@Clause("MQTT-1.5.4-3")
	void what_the_standard_allows_is_valid(String hex) {
		assertThat(valid(hex)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "80", "BF", "C080", "C1BF", "C2", "C241", "C3C3", "E08080", "E09FBF", "E0A0", "E1",
			"E18041", "F0808080", "F08FBFBF", "F09080", "F4908080", "F5808080", "F8888080", "FC", "FE", "FF",
			"41*15 FF", "41*8 E6B1" })
	@Clause("MQTT-1.5.4-1")
	void what_is_not_well_formed_is_not_valid(String hex) {
		assertThat(valid(hex)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "EDA080", "EDAFBF", "EDB080", "EDBFBF", "EDA080 EDB080" })
	@Clause("MQTT-1.5.4-1")
	void a_surrogate_is_not_valid(String hex) {
		assertThat(valid(hex)).isFalse();
	}

	@Test
	@Clause("MQTT-1.5.4-2")
	void the_null_character_is_not_valid_at_any_place() {
		for (int length = 1; length <= 40; length++) {
			for (int place = 0; place < length; place++) {
				byte[] bytes = "a".repeat(length).getBytes(StandardCharsets.UTF_8);
				bytes[place] = 0;
				assertThat(valid(bytes)).isFalse();
			}
		}
	}

	@Test
	void every_character_is_valid_but_the_null_character() {
		for (int character = 1; character <= Character.MAX_CODE_POINT; character++) {
			if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
				byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
				if (!Utf8.isValid(bytes)) {
					assertThat(character).as("refused character").isNull();
				}
			}
		}
	}

	@Test
	void random_bytes_are_judged_as_the_jdk_does() {
		Random random = new Random(42);
		int good = 0;
		for (int i = 0; i < 100_000; i++) {
			byte[] bytes = text(random);
			boolean expected = jdk(bytes);
			assertThat(valid(bytes)).as(() -> java.util.Arrays.toString(bytes)).isEqualTo(expected);
			good += expected ? 1 : 0;
		}
		assertThat(good).isBetween(10_000, 90_000);
	}

	@Test
	void a_text_has_as_many_bytes_as_the_jdk_writes() {
		for (String text : new String[] { "", "abc", "é", "汽车/座椅加热", "😀x" }) {
			assertThat(Utf8.bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
		}
	}

	private static byte[] text(Random random) {
		StringBuilder text = new StringBuilder();
		int length = random.nextInt(24);
		for (int i = 0; i < length; i++) {
			int kind = random.nextInt(8);
			text.appendCodePoint((kind == 0) ? 0x10000 + random.nextInt(0x100000)
					: (kind == 1) ? random.nextInt(0xD800) : 'a' + random.nextInt(26));
		}
		byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
		if (bytes.length > 0 && random.nextBoolean()) {
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
		}
		return bytes;
	}

	private static boolean jdk(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(bytes))
				.chars()
				.noneMatch((character) -> character == 0);
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	private static boolean valid(String hex) {
		return valid(PacketCases.bytes(hex));
	}

	// in an array, inside one, in heap and direct buffers: the answer must be one
	private static boolean valid(byte[] bytes) {
		boolean answer = Utf8.isValid(bytes);
		byte[] wide = new byte[bytes.length + 6];
		System.arraycopy(bytes, 0, wide, 3, bytes.length);
		assertThat(Utf8.isValid(wide, 3, bytes.length)).isEqualTo(answer);
		assertThat(Utf8.isValid(Unpooled.wrappedBuffer(wide), 3, bytes.length)).isEqualTo(answer);
		ByteBuf direct = Unpooled.directBuffer(wide.length).writeBytes(wide);
		try {
			assertThat(Utf8.isValid(direct, 3, bytes.length)).isEqualTo(answer);
			assertThat(direct.readerIndex()).isZero();
		}
		finally {
			direct.release();
		}
		return answer;
	}

}
