package io.mqttboot;

import java.util.Random;
import java.util.regex.Pattern;

import io.mqttboot.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MqttTopicFilterTests {

	@ParameterizedTest
	@CsvSource({ "love/you/#, love/you, true", "love/you/#, love/you/with, true", "love/you/#, love/you/with/all, true",
			"love/you/#, love/me, false", "love/you/#, love/yours, false", "love/you/+, love/you, false",
			"love/you/+, love/you/with, true", "love/you/+, love/you/with/all, false", "love/+/you, love/me/you, true",
			"love/+/you, love/you, false", "love/+/you, love/me/and/you, false", "汽车/座椅加热, 汽车/座椅加热, true",
			"汽车/+, 汽车/座椅加热, true", "汽车/#, 汽车, true", "汽车/*, 汽车/座椅加热, false", "汽车/*, 汽车/*, true" })
	void the_table_of_the_documents_holds(String filter, String topic, boolean matches) {
		assertThat(MqttTopicFilter.of(filter).matches(topic)).isEqualTo(matches);
	}

	@ParameterizedTest
	@CsvSource({ "sport/tennis/player1/#, sport/tennis/player1, true",
			"sport/tennis/player1/#, sport/tennis/player1/ranking, true",
			"sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true", "sport/#, sport, true",
			"#, sport/tennis, true", "#, /, true", "sport/tennis/+, sport/tennis/player1, true",
			"sport/tennis/+, sport/tennis/player1/ranking, false", "sport/+, sport, false", "sport/+, sport/, true",
			"+/+, /finance, true", "/+, /finance, true", "+, /finance, false", "+/tennis/#, sport/tennis/a/b, true",
			"sport/+/player1, sport/tennis/player1, true", "sport/+/#, sport/a, true", "sport/+/#, sport, false",
			"sport/+/#, sport/, true", "+/#, a, true", "+/#, a/b/c, true", "+, a, true", "+/+, a, false",
			"a//b, a//b, true", "a//b, a/b, false", "a/+/b, a//b, true", "a/, a, false", "a, a/, false", "a/, a/, true",
			"/, /, true", "+/+, /, true", "a/#, ab, false", "a/#, a/, true" })
	@Clause({ "MQTT-4.7.1-1", "MQTT-4.7.1-2" })
	void wildcards_match_whole_levels(String filter, String topic, boolean matches) {
		assertThat(MqttTopicFilter.of(filter).matches(topic)).isEqualTo(matches);
		assertThat(MqttTopicFilter.matches(filter, topic)).isEqualTo(matches);
	}

	@ParameterizedTest
	@CsvSource({ "#, $SYS/monitor, false", "+/monitor, $SYS/monitor, false", "+/#, $SYS/monitor, false",
			"+, $SYS, false", "#, $, false", "$SYS/#, $SYS/monitor, true", "$SYS/#, $SYS, true",
			"$SYS/+, $SYS/monitor, true", "$SYS/monitor/+, $SYS/monitor/Clients, true", "a/+, a/$SYS, true",
			"a/#, a/$SYS, true" })
	@Clause("MQTT-4.7.2-1")
	void a_wildcard_at_the_root_never_matches_a_dollar_topic(String filter, String topic, boolean matches) {
		assertThat(MqttTopicFilter.of(filter).matches(topic)).isEqualTo(matches);
	}

	@ParameterizedTest
	@CsvSource({ "ACCOUNTS, Accounts", "a b, ab", "a, A", "é, e\u0301", "a/b, /a/b", "a/b, a/b/" })
	@Clause("MQTT-4.7.3-4")
	void nothing_is_normalized(String filter, String topic) {
		assertThat(MqttTopicFilter.of(filter).matches(topic)).isFalse();
		assertThat(MqttTopicFilter.of(topic).matches(topic)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "love/#/you", "#/a", "a#", "a/#b", "a/b#", "##", "a/##", "#a", "a/#/", "#/" })
	@Clause("MQTT-4.7.1-1")
	void a_hash_stands_alone_in_the_last_level(String filter) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of(filter)).withMessageContaining(filter);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a+", "+a", "a/b+/c", "++", "a/++", "a/+b", "+#", "#+", "sport+" })
	@Clause({ "MQTT-4.7.1-1", "MQTT-4.7.1-2" })
	void a_plus_stands_alone_in_its_level(String filter) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of(filter));
	}

	@ParameterizedTest
	@ValueSource(strings = { "#", "+", "/", "//", "a/", "/a", "+/+/#", "$SYS/#", "a b", "*", "$", "$share", "$queue",
			"$shared/a/b", "$sharea/b", "$queues/a" })
	void an_ordinary_filter_is_its_own_text(String text) {
		MqttTopicFilter filter = MqttTopicFilter.of(text);
		assertThat(filter.text()).isEqualTo(text);
		assertThat(filter.filter()).isEqualTo(text);
		assertThat(filter.isShared()).isFalse();
		assertThat(filter.shareGroup()).isNull();
		assertThat(filter.hasWildcard()).isEqualTo(text.contains("+") || text.contains("#"));
	}

	@ParameterizedTest
	@CsvSource({ "$share/g/a/+/#, g, a/+/#", "$share/g//a, g, /a", "$share/g//, g, /", "$share/g/#, g, #",
			"$share/组/汽车/#, 组, 汽车/#", "$share/g/$SYS/#, g, $SYS/#", "$share/g/$share/h/a, g, $share/h/a",
			"$share/$queue/a, $queue, a" })
	@Clause("MQTT-4.8.2-2")
	void a_shared_filter_is_taken_apart(String text, String group, String rest) {
		MqttTopicFilter filter = MqttTopicFilter.of(text);
		assertThat(filter.isShared()).isTrue();
		assertThat(filter.shareGroup()).isEqualTo(group);
		assertThat(filter.filter()).isEqualTo(rest);
		assertThat(filter.text()).isEqualTo(text);
	}

	@Test
	void all_of_queue_is_one_group_that_no_share_group_equals() {
		MqttTopicFilter queue = MqttTopicFilter.of("$queue/a/+");
		assertThat(queue.shareGroup()).isEqualTo(MqttTopicFilter.QUEUE_GROUP);
		assertThat(queue.filter()).isEqualTo("a/+");
		assertThat(queue.isShared()).isTrue();
		assertThat(queue.matches("a/b")).isTrue();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MqttTopicFilter.of("$share/" + MqttTopicFilter.QUEUE_GROUP + "/a/+"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "$share/", "$share//", "$share//a", "$share/g", "$share/g/", "$share/+/a", "$share/#/a",
			"$share/#", "$share/g+/a", "$share/g#h/a", "$queue/", "$share/g/a#", "$queue/a/#/b", "$share/g/+a" })
	@Clause({ "MQTT-4.8.2-1", "MQTT-4.8.2-2" })
	void a_shared_filter_needs_a_plain_group_and_a_filter(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of(text));
	}

	@Test
	void a_shared_filter_matches_by_the_filter_behind_its_group() {
		assertThat(MqttTopicFilter.of("$share/g/#").matches("a/b")).isTrue();
		assertThat(MqttTopicFilter.of("$share/g/#").matches("$SYS/a")).isFalse();
		assertThat(MqttTopicFilter.of("$queue/+").matches("a")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "#", "a/#", "+", "a/+/b", "a+", "a#b" })
	@Clause("MQTT-4.7.0-1")
	void a_topic_with_a_wildcard_is_refused(String topic) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.checkTopicName(topic));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "/", "a//b", " ", "*", "$SYS/a", "汽车/座椅加热", "\uD83D\uDE97/a", "\u0001" })
	void a_topic_without_wildcard_is_returned(String topic) {
		assertThat(MqttTopicFilter.checkTopicName(topic)).isSameAs(topic);
	}

	@Test
	@Clause("MQTT-4.7.3-1")
	void an_empty_text_is_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.checkTopicName(""));
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of(""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\0", "a\0", "a/\0/b" })
	@Clause({ "MQTT-4.7.3-2", "MQTT-1.5.4-2" })
	void u_0000_is_refused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.checkTopicName(text));
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of(text));
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of("$share/g/" + text));
	}

	@Test
	@Clause("MQTT-1.5.4-1")
	void half_a_surrogate_pair_is_refused() {
		for (String text : new String[] { "\uD83D", "a\uDE97", "\uD83D/", "\uDE97\uD83D", "\uD83D\uD83D\uDE97" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.checkTopicName(text));
			assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of(text));
		}
	}

	@ParameterizedTest
	@CsvSource({ "a, 65535, 1", "é, 32767, 2", "车, 21845, 3", "🚗, 16383, 4" })
	@Clause("MQTT-4.7.3-3")
	void the_length_is_counted_in_bytes_of_utf_8(String character, int fitting, int bytes) {
		String longest = character.repeat(fitting) + "a".repeat(65_535 - fitting * bytes);
		assertThat(MqttTopicFilter.checkTopicName(longest)).isSameAs(longest);
		assertThat(MqttTopicFilter.of(longest).text()).isSameAs(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.checkTopicName(longest + "a"));
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of(longest + "a"));
	}

	@Test
	void tens_of_thousands_of_levels_are_matched_without_recursion() {
		String topic = "/".repeat(65_535);
		assertThat(MqttTopicFilter.of("+/".repeat(32_766) + "#").matches(topic)).isTrue();
		assertThat(MqttTopicFilter.of("+/".repeat(32_767) + "+").matches("/".repeat(32_767))).isTrue();
		assertThat(MqttTopicFilter.of("/".repeat(65_534) + "a").matches(topic)).isFalse();
	}

	@Test
	void an_error_is_one_short_line() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MqttTopicFilter.of("a\r\nFAKE LOG/#" + "b".repeat(60_000)))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(250).doesNotContain("\n", "\r"));
	}

	@Test
	void filters_are_equal_by_their_text() {
		assertThat(MqttTopicFilter.of("$share/g/a")).isEqualTo(MqttTopicFilter.of("$share/g/a"))
			.hasSameHashCodeAs(MqttTopicFilter.of("$share/g/a"))
			.isNotEqualTo(MqttTopicFilter.of("a"))
			.hasToString("$share/g/a");
	}

	@Test
	void random_filters_agree_with_a_regular_expression() {
		Random random = new Random(42);
		String[] levels = { "a", "b", "", "$x", "+", "#" };
		int matched = 0;
		for (int i = 0; i < 200_000; i++) {
			String filter = path(random, levels, 5);
			String topic = path(random, levels, 4);
			if (filter.isEmpty() || topic.isEmpty()) {
				continue;
			}
			boolean expected = Pattern.matches(regex(filter), topic)
					&& !(topic.startsWith("$") && filter.matches("[+#].*"));
			assertThat(MqttTopicFilter.of(filter).matches(topic)).as(filter + " and " + topic).isEqualTo(expected);
			matched += expected ? 1 : 0;
		}
		assertThat(matched).isGreaterThan(10_000);
	}

	// a hash only ends a path, and a path of up to four kinds of level is a topic
	private static String path(Random random, String[] levels, int kinds) {
		int depth = 1 + random.nextInt(4);
		StringBuilder path = new StringBuilder();
		for (int i = 0; i < depth; i++) {
			path.append((i > 0) ? "/" : "").append(levels[random.nextInt(kinds)]);
		}
		if (kinds > 4 && random.nextInt(3) == 0) {
			path.append("/#");
		}
		return path.toString();
	}

	private static String regex(String filter) {
		String regex = filter.replace("$", "\\$").replace("+", "[^/]*");
		return regex.endsWith("/#") ? regex.substring(0, regex.length() - 2) + "(/.*)?" : regex;
	}

	@Test
	void an_exclusive_filter_is_matched_without_its_prefix() {
		MqttTopicFilter filter = MqttTopicFilter.of("$exclusive/a/+");
		assertThat(filter.isExclusive()).isTrue();
		assertThat(filter.isShared()).isFalse();
		assertThat(filter.filter()).isEqualTo("a/+");
		assertThat(filter.matches("a/b")).isTrue();
		assertThat(MqttTopicFilter.of("a/b").isExclusive()).isFalse();
		assertThat(MqttTopicFilter.of("$exclusive").isExclusive()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "$exclusive/", "$exclusive/a/#/b", "$exclusive/$share/g/a", "$exclusive/$queue/a",
			"$exclusive/$exclusive/a" })
	void what_is_exclusive_and_no_filter_is_refused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicFilter.of(text));
	}

}
