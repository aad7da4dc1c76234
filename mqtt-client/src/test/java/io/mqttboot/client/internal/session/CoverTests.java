package io.mqttboot.client.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.mqttboot.MqttTopicFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which filters bring the messages of which others.
 */
class CoverTests {

	private static boolean covers(String wide, String narrow) {
		return Cover.covers(MqttTopicFilter.of(wide), MqttTopicFilter.of(narrow));
	}

	@ParameterizedTest
	@CsvSource({ "#, a", "#, +/a", "#, a/#", "a/#, a", "a/#, a/b", "a/#, a/+/c", "a/#, a/b/#", "+, a", "a/+, a/b",
			"+/b, a/b", "+/+, a/+", "a/+/#, a/b", "$SYS/#, $SYS/a", "a/+, a/" })
	void a_filter_covers_one_that_selects_less(String wide, String narrow) {
		assertThat(covers(wide, narrow)).isTrue();
		assertThat(covers(narrow, wide)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "a, b", "a/+, a", "a/+, a/b/c", "+, /a", "#, $SYS/a", "+/a, $SYS/a", "a/+, +/b", "a/+/#, a/#",
			"a/#, ab", "#, $share/g/a", "$share/g/#, a", "$share/g/#, $share/g/a", "$queue/#, $queue/a" })
	void it_does_not_cover_one_that_selects_something_else(String wide, String narrow) {
		assertThat(covers(wide, narrow)).isFalse();
	}

	@Test
	void whatever_is_covered_is_selected() {
		List<String> levels = List.of("", "a", "b", "$x");
		List<String> topics = paths(levels, List.of()).stream().filter((topic) -> !topic.isEmpty()).toList();
		List<String> filters = paths(List.of("", "a", "b", "$x", "+"), List.of("#")).stream()
			.filter((filter) -> !filter.isEmpty())
			.toList();
		int covered = 0;
		for (String wide : filters) {
			for (String narrow : filters) {
				if (covers(wide, narrow)) {
					covered++;
					assertThat(topics).filteredOn((topic) -> MqttTopicFilter.matches(narrow, topic))
						.as(wide + " covers " + narrow)
						.allMatch((topic) -> MqttTopicFilter.matches(wide, topic));
				}
			}
		}
		assertThat(covered).isGreaterThan(1_000);
	}

	// all of one to three levels
	private static List<String> paths(List<String> levels, List<String> last) {
		List<String> all = new ArrayList<>();
		List<String> ends = Stream.concat(levels.stream(), last.stream()).toList();
		all.addAll(ends);
		for (String first : levels) {
			ends.forEach((end) -> all.add(first + "/" + end));
			for (String second : levels) {
				ends.forEach((end) -> all.add(first + "/" + second + "/" + end));
			}
		}
		return all;
	}

}
