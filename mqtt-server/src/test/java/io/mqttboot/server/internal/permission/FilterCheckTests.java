package io.mqttboot.server.internal.permission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.server.spi.MqttRule.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether all topics of a filter are allowed, beside the answer that asking about each
 * topic of a small world gives: classes 10 and 12 of the attacks.
 */
class FilterCheckTests {

	private static final MqttIdentity CLIENT = MqttIdentity.anonymous("client");

	// what rules and filters name; topics have one more name, which nobody names
	private static final List<String> NAMES = List.of("a", "b", "", "$s");

	private static final int DEPTH = 3;

	private final List<String> topics = topics();

	private final Map<String, BitSet> selections = selections();

	private static List<String> topics() {
		List<String> all = new ArrayList<>();
		List<String> names = new ArrayList<>(NAMES);
		names.add("fresh");
		List<String> last = names;
		all.addAll(last);
		for (int depth = 2; depth <= DEPTH + 2; depth++) {
			last = last.stream().flatMap((topic) -> names.stream().map((name) -> topic + "/" + name)).toList();
			all.addAll(last);
		}
		all.remove(""); // the only word that is no topic
		return all;
	}

	private Map<String, BitSet> selections() {
		List<String> names = new ArrayList<>(NAMES);
		names.add("+");
		List<String> filters = new ArrayList<>(List.of("#"));
		List<String> last = names;
		for (int depth = 1; depth <= DEPTH; depth++) {
			filters.addAll(last);
			last.forEach((filter) -> filters.add(filter + "/#"));
			last = last.stream().flatMap((filter) -> names.stream().map((name) -> filter + "/" + name)).toList();
		}
		filters.remove("");
		Map<String, BitSet> found = new LinkedHashMap<>();
		for (String filter : filters) {
			BitSet selected = new BitSet();
			for (int i = 0; i < this.topics.size(); i++) {
				selected.set(i, MqttTopicFilter.matches(filter, this.topics.get(i)));
			}
			found.put(filter, selected);
		}
		return found;
	}

	// Asks about each topic.
	private boolean bruteForce(String filter, List<MqttRule> rules, boolean otherwise) {
		BitSet open = (BitSet) this.selections.get(filter).clone();
		for (MqttRule rule : rules) {
			for (String pattern : rule.topics()) {
				BitSet selected = this.selections.get(pattern);
				if (rule.effect() == Effect.DENY && open.intersects(selected)) {
					return false;
				}
				open.andNot(selected);
			}
		}
		return otherwise || open.isEmpty();
	}

	private static boolean algebra(String filter, List<MqttRule> rules, boolean otherwise) {
		return Rights.of(CLIENT, Ruleset.of(rules), otherwise, 0).maySubscribe(filter);
	}

	private void agree(String filter, List<MqttRule> rules, boolean otherwise) {
		assertThat(algebra(filter, rules, otherwise)).as("%s under %s, otherwise %s", filter, rules, otherwise)
			.isEqualTo(bruteForce(filter, rules, otherwise));
	}

	@Test
	void every_filter_is_judged_rightly_under_every_single_rule() {
		for (String pattern : this.selections.keySet()) {
			List<MqttRule> allow = List.of(MqttRule.allow(Action.SUBSCRIBE, pattern));
			List<MqttRule> deny = List.of(MqttRule.deny(Action.SUBSCRIBE, pattern));
			for (String filter : this.selections.keySet()) {
				agree(filter, allow, false);
				agree(filter, deny, true);
			}
		}
	}

	@Test
	void every_filter_is_judged_rightly_under_many_lists_of_rules() {
		List<String> filters = List.copyOf(this.selections.keySet());
		Random random = new Random(5);
		int allowed = 0;
		for (int i = 0; i < 300_000; i++) {
			List<MqttRule> rules = new ArrayList<>();
			for (int count = 1 + random.nextInt(6); count > 0; count--) {
				String[] patterns = new String[1 + random.nextInt(2)];
				for (int j = 0; j < patterns.length; j++) {
					patterns[j] = filters.get(random.nextInt(filters.size()));
				}
				rules.add(random.nextInt(3) == 0 ? MqttRule.deny(Action.ALL, patterns)
						: MqttRule.allow(Action.ALL, patterns));
			}
			String filter = filters.get(random.nextInt(filters.size()));
			boolean otherwise = random.nextBoolean();
			agree(filter, rules, otherwise);
			allowed += bruteForce(filter, rules, otherwise) ? 1 : 0;
		}
		assertThat(allowed).isBetween(20_000, 280_000); // or it would prove little
	}

	@Test
	void what_several_rules_allow_together_is_allowed() {
		List<MqttRule> rules = new ArrayList<>();
		for (String pattern : List.of("a", "a/+", "a/+/+", "a/+/+/#")) {
			rules.add(MqttRule.allow(Action.SUBSCRIBE, pattern));
			agree("a/#", rules, false);
		}
		assertThat(algebra("a/#", rules, false)).isTrue();
		assertThat(algebra("a/#", rules.subList(1, 4), false)).isFalse(); // a itself
	}

	@ParameterizedTest
	@CsvSource({ "#, a/#, false", "+/#, #, true", "#, +/#, true", "+, +/#, true", "$SYS/#, #, false", "a/b, a/+, true",
			"a/+, a/b, false", "a/#, a/+/#, false", "a, a/#, true", "/#, /+/#, true" })
	void a_filter_is_allowed_when_the_rule_covers_all_of_it(String filter, String pattern, boolean allowed) {
		assertThat(algebra(filter, List.of(MqttRule.allow(Action.SUBSCRIBE, pattern)), false)).isEqualTo(allowed);
	}

	@Test
	void a_denial_inside_a_filter_forbids_the_filter_unless_it_comes_too_late() {
		MqttRule all = MqttRule.allow(Action.SUBSCRIBE, "#");
		MqttRule secret = MqttRule.deny(Action.SUBSCRIBE, "a/secret");
		assertThat(algebra("a/+", List.of(secret, all), false)).isFalse();
		assertThat(algebra("a/b", List.of(secret, all), false)).isTrue();
		assertThat(algebra("a/+", List.of(all, secret), false)).isTrue();
	}

	@Test
	void a_filter_of_thirty_thousand_levels_is_judged() {
		String deep = "a" + "/a".repeat(32_000);
		assertThat(algebra(deep + "/#", List.of(MqttRule.allow(Action.ALL, "a/#")), false)).isTrue();
		assertThat(algebra(deep + "/#", List.of(MqttRule.allow(Action.ALL, "+/b/#")), false)).isFalse();
		assertThat(algebra("+" + "/+".repeat(32_000), List.of(MqttRule.deny(Action.ALL, deep)), true)).isFalse();
		assertThat(algebra("#", List.of(MqttRule.allow(Action.ALL, deep)), false)).isFalse();
	}

	@Test
	void a_question_that_is_too_hard_is_answered_with_no() {
		assertThat(algebra("#", deniedAfterAllowed(50), true)).isTrue();
		assertThat(algebra("#", deniedAfterAllowed(499), true)).isFalse();
	}

	private static List<MqttRule> deniedAfterAllowed(int count) {
		List<MqttRule> rules = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			rules.add(MqttRule.allow(Action.ALL, "t/" + i));
		}
		for (int i = 0; i < count; i++) {
			rules.add(MqttRule.deny(Action.ALL, "t/" + i));
		}
		return rules;
	}

}
