package io.mqttboot.protocol.topic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttTopicFilter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tree against a plain map whose every key is tried.
 */
class TopicTreeModelTests {

	private static final String[] TOPIC_LEVELS = { "a", "b", "", "$s", "汽" };

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void filters_come_and_go_and_topics_find_what_matches(long seed) {
		topicsFindWhatMatches(new Random(seed), tree(new TopicTree<>()));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void in_a_tree_of_filters_as_well(long seed) {
		FilterTree<String> tree = new FilterTree<>();
		topicsFindWhatMatches(new Random(seed),
				new Tree(tree::update, tree::get, tree::match, tree::forEach, tree::size));
	}

	private void topicsFindWhatMatches(Random random, Tree tree) {
		Map<String, String> model = new TreeMap<>();
		int found = 0;
		for (int step = 0; step < 5_000; step++) {
			change(tree, model, filter(random), random);
			String topic = topic(random);
			List<String> expected = model.entrySet()
				.stream()
				.filter((entry) -> MqttTopicFilter.matches(entry.getKey(), topic))
				.map(Map.Entry::getValue)
				.sorted()
				.toList();
			List<String> seen = new ArrayList<>();
			tree.match().accept(topic, seen::add);
			Collections.sort(seen);
			assertThat(seen).as(topic).isEqualTo(expected);
			found += expected.size();
			assertThat(tree.size().getAsInt()).isEqualTo(model.size());
		}
		assertThat(found).isGreaterThan(10_000);
		assertSame(tree, model);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void topics_come_and_go_and_filters_select_them(long seed) {
		Random random = new Random(seed);
		TopicTree<String> tree = new TopicTree<>();
		Map<String, String> model = new TreeMap<>();
		int found = 0;
		for (int step = 0; step < 5_000; step++) {
			change(tree(tree), model, topic(random), random);
			String filter = filter(random);
			List<String> expected = model.entrySet()
				.stream()
				.filter((entry) -> MqttTopicFilter.matches(filter, entry.getKey()))
				.map(Map.Entry::getValue)
				.sorted()
				.toList();
			List<String> seen = new ArrayList<>();
			tree.select(filter, seen::add);
			Collections.sort(seen);
			assertThat(seen).as(filter).isEqualTo(expected);
			found += expected.size();
		}
		assertThat(found).isGreaterThan(10_000);
		assertSame(tree(tree), model);
	}

	private void change(Tree tree, Map<String, String> model, String key, Random random) {
		String value = (random.nextInt(100) < 45) ? null : key + "=" + random.nextInt();
		String before = model.get(key);
		assertThat(tree.get().apply(key)).isEqualTo(before);
		assertThat(tree.update().apply(key, (present) -> {
			assertThat(present).isEqualTo(before);
			return value;
		})).isEqualTo(value);
		if (value != null) {
			model.put(key, value);
		}
		else {
			model.remove(key);
		}
	}

	private void assertSame(Tree tree, Map<String, String> model) {
		Map<String, String> seen = new TreeMap<>();
		tree.forEach().accept((key, value) -> assertThat(seen.put(key, value)).isNull());
		assertThat(seen).isEqualTo(model);
	}

	private static String topic(Random random) {
		String topic = levels(random, 0);
		return topic.isEmpty() ? "a" : topic;
	}

	private static String filter(Random random) {
		String filter = levels(random, 35);
		if (random.nextInt(4) == 0) {
			return filter.isEmpty() ? "#" : filter + "/#";
		}
		return filter.isEmpty() ? "+" : filter;
	}

	private static String levels(Random random, int percentPlus) {
		StringBuilder path = new StringBuilder();
		int depth = 1 + random.nextInt(4);
		for (int i = 0; i < depth; i++) {
			path.append((i > 0) ? "/" : "");
			path.append((random.nextInt(100) < percentPlus) ? "+" : TOPIC_LEVELS[random.nextInt(TOPIC_LEVELS.length)]);
		}
		return path.toString();
	}

	private static Tree tree(TopicTree<String> tree) {
		return new Tree(tree::update, tree::get, tree::match, tree::forEach, tree::size);
	}

	/** What both kinds of tree can do. */
	private record Tree(BiFunction<String, UnaryOperator<String>, String> update, Function<String, String> get,
			BiConsumer<String, Consumer<String>> match, Consumer<BiConsumer<String, String>> forEach,
			IntSupplier size) {
	}

}
