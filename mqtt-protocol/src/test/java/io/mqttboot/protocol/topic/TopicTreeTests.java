package io.mqttboot.protocol.topic;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import javax.management.JMException;
import javax.management.ObjectName;

import io.mqttboot.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TopicTreeTests {

	private final TopicTree<String> tree = new TopicTree<>();

	@Test
	@Clause({ "MQTT-4.7.1-1", "MQTT-4.7.1-2" })
	void a_topic_finds_every_filter_that_matches_it() {
		put("a/b/c", "a/b/+", "a/+/c", "a/#", "#", "+/+/+", "a/b/c/#", "a/b", "+/+", "a/b/c/d", "a/+/d", "b/#");
		assertThat(matching("a/b/c")).containsExactlyInAnyOrder("a/b/c", "a/b/+", "a/+/c", "a/#", "#", "+/+/+",
				"a/b/c/#");
	}

	@Test
	void a_parent_is_matched_by_the_hash_below_it() {
		put("sport/#", "sport/+/#", "sport/a/#");
		assertThat(matching("sport")).containsExactly("sport/#");
		assertThat(matching("sport/a")).containsExactlyInAnyOrder("sport/#", "sport/+/#", "sport/a/#");
	}

	@Test
	void a_tree_of_filters_finds_those_with_and_without_wildcards() {
		FilterTree<String> filters = new FilterTree<>();
		for (String filter : List.of("a/b", "a/+", "a/#", "b", "$SYS/a", "#")) {
			filters.update(filter, (present) -> filter);
		}
		List<String> seen = new ArrayList<>();
		filters.match("a/b", seen::add);
		assertThat(seen).containsExactlyInAnyOrder("a/b", "a/+", "a/#", "#");
		assertThat(filters.get("a/b")).isEqualTo("a/b");
		assertThat(filters.get("a/+")).isEqualTo("a/+");
		assertThat(filters.size()).isEqualTo(6);
		assertThat(filters.update("a/b", (present) -> null)).isNull();
		assertThat(filters.get("a/b")).isNull();
		assertThat(filters.size()).isEqualTo(5);
	}

	@Test
	void empty_levels_are_levels() {
		put("/", "+/+", "/+", "+", "//", "a/", "a//b", "/#");
		assertThat(matching("/")).containsExactlyInAnyOrder("/", "+/+", "/+", "/#");
		assertThat(matching("a/")).containsExactlyInAnyOrder("a/", "+/+");
		assertThat(matching("a//b")).containsExactly("a//b");
		assertThat(matching("//")).containsExactlyInAnyOrder("//", "/#");
	}

	@Test
	@Clause("MQTT-4.7.2-1")
	void wildcards_at_the_root_do_not_match_dollar_topics() {
		put("#", "+/a", "+/#", "$SYS/#", "$SYS/+", "$SYS/a");
		assertThat(matching("$SYS/a")).containsExactlyInAnyOrder("$SYS/#", "$SYS/+", "$SYS/a");
		assertThat(matching("x/$SYS")).containsExactlyInAnyOrder("#", "+/#");
	}

	@Test
	@Clause("MQTT-4.7.3-4")
	void levels_are_compared_character_by_character() {
		put("汽车/座椅加热", "汽车/*", "Aa/x", "🚗/+");
		assertThat(matching("汽车/座椅加热")).containsExactly("汽车/座椅加热");
		assertThat(matching("汽车/*")).containsExactly("汽车/*");
		assertThat(matching("BB/x")).isEmpty();
		assertThat(matching("aa/x")).isEmpty();
		assertThat(matching("🚗/x")).containsExactly("🚗/+");
	}

	@Test
	void a_filter_selects_every_topic_that_it_matches() {
		put("a", "a/b", "a/b/c", "a/", "/a", "b", "$SYS/a", "$SYS");
		assertThat(selected("a/#")).containsExactlyInAnyOrder("a", "a/b", "a/b/c", "a/");
		assertThat(selected("a/+")).containsExactlyInAnyOrder("a/b", "a/");
		assertThat(selected("+")).containsExactlyInAnyOrder("a", "b");
		assertThat(selected("+/a")).containsExactly("/a");
		assertThat(selected("a/b")).containsExactly("a/b");
		assertThat(selected("a/b/+/#")).containsExactly("a/b/c");
		assertThat(selected("x/#")).isEmpty();
	}

	@Test
	@Clause("MQTT-4.7.2-1")
	void wildcards_at_the_root_do_not_select_dollar_topics() {
		put("a", "a/$b", "$SYS", "$SYS/a", "$x/y/z");
		assertThat(selected("#")).containsExactlyInAnyOrder("a", "a/$b");
		assertThat(selected("+/#")).containsExactlyInAnyOrder("a", "a/$b");
		assertThat(selected("+")).containsExactly("a");
		assertThat(selected("$SYS/#")).containsExactlyInAnyOrder("$SYS", "$SYS/a");
		assertThat(selected("a/+")).containsExactly("a/$b");
	}

	@Test
	void update_sees_the_present_value_and_returns_the_new_one() {
		assertThat(this.tree.update("a/+", (present) -> (present == null) ? "first" : "bug")).isEqualTo("first");
		assertThat(this.tree.update("a/+", (present) -> present + " second")).isEqualTo("first second");
		assertThat(this.tree.get("a/+")).isEqualTo("first second");
		assertThat(this.tree.size()).isEqualTo(1);
		assertThat(this.tree.update("a/+", (present) -> null)).isNull();
		assertThat(this.tree.get("a/+")).isNull();
		assertThat(this.tree.size()).isZero();
	}

	@Test
	void a_value_is_found_at_exactly_its_key_only() {
		put("a/#", "a", "a/+", "#", "+", "/", "a/+/#");
		for (String key : List.of("a/#", "a", "a/+", "#", "+", "/", "a/+/#")) {
			assertThat(this.tree.get(key)).isEqualTo(key);
		}
		for (String key : List.of("b", "a/b", "a/b/#", "+/#", "+/+", "", "a/", "//", "/#")) {
			assertThat(this.tree.get(key)).as(key).isNull();
		}
	}

	@Test
	void to_remove_what_is_absent_leaves_nothing_behind() {
		this.tree.update("a/b/c", (present) -> null);
		this.tree.update("x/#", (present) -> null);
		assertThat(nodesOfTopics()).isEqualTo(1);
		assertThat(this.tree.size()).isZero();
	}

	@Test
	void a_change_that_fails_leaves_nothing_behind() {
		assertThatIllegalStateException().isThrownBy(() -> this.tree.update("a/b/c", (present) -> {
			throw new IllegalStateException("refused");
		}));
		assertThat(nodesOfTopics()).isEqualTo(1);
		assertThat(this.tree.size()).isZero();
	}

	@Test
	void removed_branches_are_pruned_up_to_the_first_that_is_used() {
		put("a/b/c/d", "a/b", "a/x/y", "+/+/+");
		remove("a/b/c/d");
		assertThat(nodesOfTopics()).as("root, a, a/b, a/x, a/x/y").isEqualTo(5);
		assertThat(matching("a/b")).containsExactly("a/b");
		remove("a/b");
		remove("a/x/y");
		assertThat(nodesOfTopics()).isEqualTo(1);
		assertThat(matching("1/2/3")).containsExactly("+/+/+");
		remove("+/+/+");
		assertThat(this.tree.walkTopic("1/2/3", (value) -> {
		})).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 8, 9, 17, 1_000, 100_000 })
	void any_number_of_siblings_come_and_go(int count) {
		TopicTree<Integer> numbers = new TopicTree<>();
		for (int i = 0; i < count; i++) {
			Integer number = i;
			numbers.update("site/" + i, (present) -> number);
		}
		assertThat(numbers.size()).isEqualTo(count);
		AtomicInteger seen = new AtomicInteger();
		numbers.select("site/+", (value) -> seen.incrementAndGet());
		assertThat(seen).hasValue(count);
		for (int i = 0; i < count; i++) {
			assertThat(numbers.get("site/" + i)).isEqualTo(i);
			numbers.update("site/" + i, (present) -> null);
			assertThat(numbers.get("site/" + i)).isNull();
			if (i + 1 < count) {
				assertThat(numbers.get("site/" + (count - 1))).isEqualTo(count - 1);
			}
		}
		assertThat(numbers.selection("#").goOn(Integer.MAX_VALUE, (value) -> {
		})).isEqualTo(1);
	}

	@Test
	void siblings_that_come_and_go_forever_leave_nothing_behind() {
		put("a/stays", "a/too");
		for (int i = 0; i < 100_000; i++) {
			String key = "a/" + i;
			this.tree.update(key, (present) -> key);
			remove("a/" + (i - 5));
			assertThat(this.tree.get(key)).isEqualTo(key);
		}
		assertThat(selected("a/+")).hasSize(7).contains("a/stays", "a/too");
	}

	@Test
	void every_key_and_value_is_shown() {
		put("a", "a/b", "a/#", "#", "+", "+/#", "/", "//x", "/#", "汽车/🚗/+");
		Map<String, String> seen = new HashMap<>();
		this.tree.forEach((key, value) -> assertThat(seen.put(key, value)).isNull());
		assertThat(seen).hasSize(10).allSatisfy((key, value) -> assertThat(key).isEqualTo(value));
	}

	@Test
	void tens_of_thousands_of_levels_are_walked_without_recursion() {
		String topic = "/".repeat(65_535);
		String plus = "+/".repeat(32_767) + "+";
		String hash = "/".repeat(65_534) + "#";
		put(topic, plus, hash);
		assertThat(matching(topic)).hasSize(2);
		assertThat(matching("/".repeat(32_767))).containsExactly(plus);
		assertThat(selected("#")).containsExactly(topic);
		assertThat(selected("+/".repeat(65_535) + "+")).containsExactly(topic);
		Map<String, String> seen = new HashMap<>();
		this.tree.forEach(seen::put);
		assertThat(seen).containsOnlyKeys(topic, plus, hash);
		remove(topic);
		remove(plus);
		remove(hash);
		assertThat(nodesOfTopics()).isEqualTo(1);
	}

	@Test
	void the_most_wildcards_cost_each_node_one_visit() {
		int levels = 12;
		for (int mask = 0; mask < (1 << levels); mask++) {
			StringBuilder filter = new StringBuilder();
			for (int level = 0; level < levels; level++) {
				filter.append((mask >> level & 1) != 0 ? "+/" : "a/");
			}
			put(filter + "#");
		}
		List<String> seen = new ArrayList<>();
		int visited = this.tree.walkTopic("a/".repeat(30_000), seen::add);
		assertThat(seen).hasSize(1 << levels).doesNotHaveDuplicates();
		assertThat(visited).isEqualTo((2 << levels) - 1);
	}

	@Test
	void a_filter_of_wildcards_costs_each_node_one_visit() {
		for (int i = 0; i < 1_000; i++) {
			put("a/" + (i % 10) + "/" + (i / 10 % 10) + "/" + (i / 100));
		}
		List<String> seen = new ArrayList<>();
		assertThat(this.tree.selection("+/+/+/+/#").goOn(Integer.MAX_VALUE, seen::add))
			.isEqualTo(1 + 1 + 10 + 100 + 1_000);
		assertThat(seen).hasSize(1_000).doesNotHaveDuplicates();
		assertThat(this.tree.selection("+/".repeat(30_000) + "#").goOn(Integer.MAX_VALUE, seen::add))
			.isEqualTo(1 + 1 + 10 + 100 + 1_000);
	}

	@Test
	void a_match_allocates_nothing() throws JMException {
		FilterTree<String> filters = new FilterTree<>();
		for (int i = 0; i < 1_000; i++) {
			String filter = ((i % 2 == 0) ? "plant/" + i / 10 + "/+/" : "plant/+/line/") + i % 10 + "/#";
			filters.update(filter, (present) -> filter);
		}
		AtomicInteger seen = new AtomicInteger();
		Consumer<String> visitor = (filter) -> seen.incrementAndGet();
		filters.match("plant/42/line/3/temperature", visitor); // all is loaded
		long before = allocatedBytes();
		for (int i = 0; i < 10_000; i++) {
			filters.match("plant/42/line/3/temperature", visitor);
		}
		assertThat(allocatedBytes() - before).as("what the question itself costs").isLessThan(100_000);
		assertThat(seen).hasValue(10_001);
	}

	private static long allocatedBytes() throws JMException {
		return (long) ManagementFactory.getPlatformMBeanServer()
			.getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "CurrentThreadAllocatedBytes");
	}

	@Test
	void a_level_longer_than_any_filter_has_is_not_even_hashed() {
		put("a/b/+", "a/c/+", "a/dd/+");
		assertThat(matching("a/" + "x".repeat(60_000) + "/y")).isEmpty();
		put("a/" + "x".repeat(300) + "/+");
		assertThat(matching("a/" + "x".repeat(300) + "/y")).hasSize(1);
		assertThat(matching("a/dd/y")).containsExactly("a/dd/+");
	}

	@Test
	void a_selection_is_made_in_steps_while_topics_come_and_go() {
		for (int i = 0; i < 100; i++) {
			put("s/" + i);
		}
		List<String> seen = new ArrayList<>();
		Selection<String> selection = this.tree.selection("s/#");
		int steps = 0;
		while (selection.goOn(10, seen::add) == 10) {
			steps++;
			put("s/more" + steps, "s/other" + steps);
			remove("s/more" + (steps - 1));
		}
		assertThat(steps).isGreaterThanOrEqualTo(10);
		assertThat(seen).doesNotHaveDuplicates();
		assertThat(seen.stream().filter((key) -> key.matches("s/\\d+"))).hasSize(100);
		assertThat(selection.goOn(10, seen::add)).isZero();
	}

	private void put(String... keys) {
		for (String key : keys) {
			this.tree.update(key, (present) -> key);
		}
	}

	private void remove(String key) {
		this.tree.update(key, (present) -> null);
	}

	private List<String> matching(String topic) {
		List<String> seen = new ArrayList<>();
		this.tree.match(topic, seen::add);
		return seen;
	}

	private List<String> selected(String filter) {
		List<String> seen = new ArrayList<>();
		this.tree.select(filter, seen::add);
		return seen;
	}

	private int nodesOfTopics() {
		return this.tree.selection("#").goOn(Integer.MAX_VALUE, (value) -> {
		});
	}

}
