package io.mqttboot.server.internal.permission;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What rules say about one topic, and what becomes of placeholders whose value is no
 * literal level: class 11 of the attacks (CVE-2017-7650, moquette#963).
 */
class RightsTests {

	private static MqttIdentity client(String clientId, @Nullable String principal) {
		return new MqttIdentity(clientId, principal, Map.of("site", "berlin"), Set.of("ops"));
	}

	private static Rights rights(MqttIdentity client, MqttRule... rules) {
		return Rights.of(client, Ruleset.of(List.of(rules)), false, 0);
	}

	@Test
	void the_first_rule_that_speaks_of_a_topic_decides() {
		Rights rights = rights(client("c", "p"), MqttRule.allow(Action.PUBLISH, "a/open"),
				MqttRule.deny(Action.PUBLISH, "a/#"), MqttRule.allow(Action.PUBLISH, "#"));
		assertThat(rights.mayPublish("a/open")).isTrue();
		assertThat(rights.mayPublish("a/other")).isFalse();
		assertThat(rights.mayPublish("a")).isFalse();
		assertThat(rights.mayPublish("b")).isTrue();
	}

	@Test
	void what_no_rule_speaks_of_is_denied_unless_told_otherwise() {
		MqttIdentity client = client("c", "p");
		assertThat(rights(client).mayPublish("a")).isFalse();
		assertThat(Rights.of(client, Ruleset.of(List.of()), true, 0).mayPublish("a")).isTrue();
		assertThat(Rights.unknown(client, 0).mayPublish("a")).isFalse();
		assertThat(Rights.unknown(client, 0).maySubscribe("a")).isFalse();
	}

	@Test
	void older_rights_never_take_the_place_of_newer_ones_of_the_same_client() {
		MqttIdentity client = client("c", "p");
		Ruleset all = Ruleset.of(List.of(MqttRule.allow(Action.ALL, "#")));
		Permissions permissions = new Permissions(Rights.of(client, all, false, 1));
		Rights before = permissions.rights();
		// two refreshes on two threads, of which the second one is the first to be done
		permissions.replace(before, Rights.of(client, all, false, 2));
		permissions.replace(before, Rights.of(client, Ruleset.of(List.of()), false, 3));
		assertThat(permissions.mayPublish("a")).isFalse();
		permissions.replace(before, Rights.of(client, all, false, 2));
		permissions.replace(before, Rights.of(client("c", "another"), all, false, 4));
		assertThat(permissions.mayPublish("a")).isFalse();
		assertThat(permissions.edition()).isEqualTo(3);
	}

	@Test
	void publishing_and_subscribing_are_two_things() {
		Rights rights = rights(client("c", "p"), MqttRule.allow(Action.PUBLISH, "out/#"),
				MqttRule.allow(Action.SUBSCRIBE, "in/#"), MqttRule.allow(Action.ALL, "both"));
		assertThat(rights.mayPublish("out/1")).isTrue();
		assertThat(rights.mayPublish("in/1")).isFalse();
		assertThat(rights.maySubscribe("in/#")).isTrue();
		assertThat(rights.maySubscribe("out/#")).isFalse();
		assertThat(rights.mayPublish("both")).isTrue();
		assertThat(rights.mayRead("both")).isTrue();
		assertThat(rights.mayRead("out/1")).isFalse();
	}

	@Test
	void a_rule_for_some_is_for_those_that_each_of_its_lists_holds() {
		MqttRule rule = MqttRule.allow(Action.ALL, "#").forPrincipals("admin", "root").forClientIds("console");
		assertThat(rights(client("console", "admin"), rule).mayPublish("t")).isTrue();
		assertThat(rights(client("console", "other"), rule).mayPublish("t")).isFalse();
		assertThat(rights(client("console", null), rule).mayPublish("t")).isFalse();
		assertThat(rights(client("other", "admin"), rule).mayPublish("t")).isFalse();
		MqttRule ops = MqttRule.allow(Action.ALL, "#").forAuthorities("dev", "ops");
		assertThat(rights(client("c", null), ops).mayPublish("t")).isTrue();
		assertThat(rights(MqttIdentity.anonymous("c"), ops).mayPublish("t")).isFalse();
	}

	@Test
	void placeholders_stand_for_what_authentication_found() {
		Rights rights = rights(client("c1", "paul"),
				MqttRule.allow(Action.ALL, "d/{clientId}/#", "u/{username}", "{site}/+"));
		assertThat(rights.mayPublish("d/c1/x")).isTrue();
		assertThat(rights.mayPublish("d/c2/x")).isFalse();
		assertThat(rights.mayPublish("u/paul")).isTrue();
		assertThat(rights.mayPublish("berlin/x")).isTrue();
		assertThat(rights.mayPublish("paris/x")).isFalse();
		assertThat(rights.maySubscribe("d/c1/#")).isTrue();
		assertThat(rights.maySubscribe("d/+/#")).isFalse();
		assertThat(rights.maySubscribe("{site}/+")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+", "#", "a/b", "a+", "x#", "a\u0000", "/", "+/#" })
	void a_value_that_is_no_literal_level_matches_nothing_that_is_allowed(String hostile) {
		Rights rights = rights(client(hostile, hostile), MqttRule.allow(Action.ALL, "d/{clientId}", "u/{username}/#"));
		for (String topic : List.of("d/a", "d/a/b", "d/x", "d/", "d", "u", "u/a", "u/a/b", "u/x/y")) {
			assertThat(rights.mayPublish(topic)).as(topic).isFalse();
			assertThat(rights.maySubscribe(topic)).as(topic).isFalse();
		}
		for (String filter : List.of("d/" + hostile, "u/" + hostile + "/#", "d/+", "u/#", "#")) {
			assertThat(rights.maySubscribe(filter)).as(filter).isFalse();
		}
	}

	@Test
	void a_missing_or_empty_value_matches_nothing_that_is_allowed() {
		assertThat(rights(client("c", null), MqttRule.allow(Action.ALL, "u/{username}")).mayPublish("u/null"))
			.isFalse();
		assertThat(rights(client("c", ""), MqttRule.allow(Action.ALL, "u/{username}")).mayPublish("u/")).isFalse();
		assertThat(rights(client("c", "p"), MqttRule.allow(Action.ALL, "{other}/#")).maySubscribe("a/#")).isFalse();
	}

	@Test
	void a_value_that_begins_with_a_dollar_is_no_first_level() {
		Rights rights = rights(client("$SYS", "$SYS"), MqttRule.allow(Action.ALL, "{clientId}/#", "a/{clientId}"));
		assertThat(rights.maySubscribe("$SYS/#")).isFalse();
		assertThat(rights.maySubscribe("a/$SYS")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+", "a/b", "", "$SYS" })
	void a_value_that_is_no_literal_level_denies_every_level(String hostile) {
		Rights rights = rights(client("c", hostile), MqttRule.deny(Action.ALL, "{username}/secret"),
				MqttRule.allow(Action.ALL, "#", "$SYS/#"));
		assertThat(rights.mayPublish("anybody/secret")).isFalse();
		assertThat(rights.mayPublish("anybody/open")).isTrue();
		assertThat(rights.maySubscribe("+/secret")).isFalse();
		assertThat(rights.maySubscribe("$SYS/secret")).isFalse();
		assertThat(rights.maySubscribe("$SYS/open")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a/{clientId", "a/x{clientId}", "a/{clientId}{x}", "a/{}", "a/{a b}", "a/#/b", "a+",
			"$share/g/a", "$queue/a", "$delayed/5/a", "{a+}" })
	void a_pattern_that_is_none_is_refused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttRule.allow(Action.ALL, pattern));
	}

	@ParameterizedTest
	@CsvSource({ "/a, /a", "/, /", "//{clientId}, //c", "+/{clientId}/#, x/c/y" })
	void empty_levels_are_levels(String pattern, String topic) {
		assertThat(rights(client("c", null), MqttRule.allow(Action.ALL, pattern)).mayPublish(topic)).isTrue();
	}

	@Test
	void rules_without_patterns_and_clients_with_too_many_are_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttRule.allow(Action.ALL));
		List<MqttRule> many = new ArrayList<>();
		for (int i = 0; i <= 1_000; i++) {
			many.add(MqttRule.allow(Action.ALL, "t/" + i).forPrincipals("many"));
		}
		Ruleset rules = Ruleset.of(many);
		assertThatIllegalArgumentException().isThrownBy(() -> Rights.of(client("c", "many"), rules, false, 0));
		assertThat(Rights.of(client("c", "other"), rules, false, 0).mayPublish("t/1")).isFalse();
	}

	@Test
	void a_check_at_publish_allocates_nothing() {
		// only HotSpot's own bean counts bytes
		com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		Permissions permissions = new Permissions(rights(client("c1", "paul"),
				MqttRule.deny(Action.ALL, "{username}/secret", "+/x/#"), MqttRule.allow(Action.ALL, "d/{clientId}/#")));
		check(permissions, 20_000);
		long before = threads.getCurrentThreadAllocatedBytes();
		check(permissions, 10_000);
		long after = threads.getCurrentThreadAllocatedBytes();
		assertThat(after - before).isLessThan(10_000);
	}

	private static void check(Permissions permissions, int times) {
		for (int i = 0; i < times; i++) {
			if (!permissions.mayPublish("d/c1/temperature") || permissions.mayPublish("d/c2/temperature")) {
				throw new IllegalStateException("a check is wrong");
			}
		}
	}

}
