package io.mqttboot.server.internal.permission;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import org.jspecify.annotations.Nullable;

/**
 * Rules made ready for checks, in their order. Immutable; all clients that have the same
 * rules share it.
 */
public final class Ruleset {

	// of one client: more would hold up an event loop
	private static final int PATTERNS_MAX = 1_000;

	private static final CompiledRule[] NONE = {};

	private final List<MqttRule> rules;

	private final CompiledRule[] publishing;

	private final CompiledRule[] subscribing;

	private final String[] names;

	private Ruleset(List<MqttRule> rules, List<CompiledRule> compiled, List<String> names) {
		this.rules = rules;
		this.publishing = about(compiled, MqttRule.Action.PUBLISH);
		this.subscribing = about(compiled, MqttRule.Action.SUBSCRIBE);
		this.names = names.toArray(String[]::new);
	}

	/** Makes rules ready. */
	public static Ruleset of(List<MqttRule> rules) {
		List<MqttRule> own = List.copyOf(rules);
		List<String> names = new ArrayList<>();
		List<CompiledRule> compiled = new ArrayList<>();
		own.forEach((rule) -> compiled.add(CompiledRule.of(rule, names)));
		return new Ruleset(own, compiled, names);
	}

	private static CompiledRule[] about(List<CompiledRule> compiled, MqttRule.Action action) {
		return compiled.stream().filter((each) -> each.rule().action().includes(action)).toArray(CompiledRule[]::new);
	}

	/** Whether these are the same rules. */
	public boolean isOf(List<MqttRule> others) {
		return this.rules == others || this.rules.equals(others);
	}

	/**
	 * Returns the rules about publishing that are about a client.
	 * @throws IllegalArgumentException if there are too many
	 */
	CompiledRule[] publishing(MqttIdentity client) {
		return about(this.publishing, client);
	}

	/**
	 * Returns the rules about subscribing that are about a client.
	 * @throws IllegalArgumentException if there are too many
	 */
	CompiledRule[] subscribing(MqttIdentity client) {
		return about(this.subscribing, client);
	}

	// The array itself where all rules are about the client: that is shared.
	private static CompiledRule[] about(CompiledRule[] rules, MqttIdentity client) {
		List<CompiledRule> own = new ArrayList<>();
		int patterns = 0;
		for (CompiledRule rule : rules) {
			if (rule.isAbout(client)) {
				own.add(rule);
				patterns += rule.patterns().length;
			}
		}
		if (patterns > PATTERNS_MAX) {
			throw new IllegalArgumentException(
					"a client has at most " + PATTERNS_MAX + " topic patterns but this one has " + patterns);
		}
		return (own.size() == rules.length) ? rules : own.toArray(NONE);
	}

	/**
	 * Returns what the placeholders stand for, {@code null} where that is no literal
	 * level.
	 */
	@Nullable String[] values(MqttIdentity client) {
		@Nullable String[] values = new String[this.names.length];
		for (int i = 0; i < values.length; i++) {
			String value = switch (this.names[i]) {
				case "clientId" -> client.clientId();
				case "username" -> client.principal();
				default -> client.attributes().get(this.names[i]);
			};
			values[i] = (value != null && isLevel(value)) ? value : null;
		}
		return values;
	}

	private static boolean isLevel(String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c == '+' || c == '#' || c == '/' || c == 0) {
				return false;
			}
		}
		return !value.isEmpty();
	}

}
