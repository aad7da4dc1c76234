package io.mqttboot.benchmarks.state;

import java.util.HashSet;
import java.util.Set;

import io.mqttboot.protocol.topic.FilterTree;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the copies of a message are counted by.
 */
class FiltersTests {

	private final Filters filters = new Filters("site", 2_000);

	@Test
	void so_many_filters_match_a_topic_as_copies_are_expected() {
		FilterTree<Integer> tree = new FilterTree<>();
		for (int i = 0; i < this.filters.count(); i++) {
			int index = i;
			tree.update(this.filters.filter(i), (present) -> index);
		}
		for (int i = 0; i < this.filters.topics(); i++) {
			Set<Integer> matches = new HashSet<>();
			tree.match(this.filters.topic(i), matches::add);
			assertThat(matches).hasSize(this.filters.copies(i));
		}
	}

	@Test
	void no_filter_and_no_topic_is_there_twice() {
		Set<String> distinct = new HashSet<>();
		for (int i = 0; i < this.filters.count(); i++) {
			assertThat(distinct.add(this.filters.filter(i))).isTrue();
		}
		distinct.clear();
		for (int i = 0; i < this.filters.topics(); i++) {
			assertThat(distinct.add(this.filters.topic(i))).isTrue();
		}
	}

}
