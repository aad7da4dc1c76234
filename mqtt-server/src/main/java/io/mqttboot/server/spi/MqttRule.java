package io.mqttboot.server.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.mqttboot.MqttTopicFilter;

/**
 * That some clients may, or may not, publish to some topics or subscribe to them. Rules
 * stand in an order, and the first one that speaks of a topic decides.
 * <p>
 * A topic pattern is a topic filter ({@code a/+/#}) whose levels may be placeholders:
 * <code>{clientId}</code>, <code>{username}</code> (the principal that authentication
 * found, never what the client merely says) and any other name for an attribute of the
 * client, see {@link MqttIdentity#attributes()}. A placeholder stands for one literal
 * level. A value that is none (missing, empty, with {@code +}, {@code #}, {@code /} or
 * U+0000 in it, or with {@code $} at the beginning of a topic) matches nothing in a rule
 * that allows, and every level in a rule that denies.
 * <p>
 * A wildcard at the beginning does not select topics that begin with {@code $}, as in a
 * subscription. {@code $share/group/}, {@code $queue/} and {@code $delayed/seconds/} do
 * not belong into a pattern: rules speak of the topic behind them.
 *
 * @param effect whether it is allowed or denied
 * @param action what is allowed or denied
 * @param topics the topic patterns, one at least
 * @param principals whom it is about, empty for all
 * @param clientIds the client identifiers it is about, empty for all
 * @param authorities authorities of which a client needs one, empty for all clients; a
 * rule with several of these lists is about clients that each of them holds
 */
public record MqttRule(Effect effect, Action action, List<String> topics, Set<String> principals, Set<String> clientIds,
		Set<String> authorities) {

	/**
	 * What a rule says.
	 */
	public enum Effect {

		/** It may be done. */
		ALLOW,

		/** It may not be done. */
		DENY

	}

	/**
	 * What a rule is about.
	 */
	public enum Action {

		/** Publishing, by will too. */
		PUBLISH,

		/** Subscribing. */
		SUBSCRIBE,

		/** Both. */
		ALL;

		/**
		 * Returns whether a rule about this is also about another action.
		 * @param other publishing or subscribing
		 * @return whether it is
		 */
		public boolean includes(Action other) {
			return this == ALL || this == other;
		}

	}

	/**
	 * Checks and copies.
	 * @throws IllegalArgumentException if there is no topic pattern or one is not valid
	 */
	public MqttRule {
		Objects.requireNonNull(effect, "effect");
		Objects.requireNonNull(action, "action");
		topics = List.copyOf(topics);
		principals = Set.copyOf(principals);
		clientIds = Set.copyOf(clientIds);
		authorities = Set.copyOf(authorities);
		if (topics.isEmpty()) {
			throw new IllegalArgumentException("a rule needs a topic pattern");
		}
		topics.forEach(MqttRule::check);
	}

	/**
	 * Returns a rule that allows something to everybody.
	 * @param action what is allowed
	 * @param topics the topic patterns
	 * @return the rule
	 */
	public static MqttRule allow(Action action, String... topics) {
		return new MqttRule(Effect.ALLOW, action, List.of(topics), Set.of(), Set.of(), Set.of());
	}

	/**
	 * Returns a rule that denies something to everybody.
	 * @param action what is denied
	 * @param topics the topic patterns
	 * @return the rule
	 */
	public static MqttRule deny(Action action, String... topics) {
		return new MqttRule(Effect.DENY, action, List.of(topics), Set.of(), Set.of(), Set.of());
	}

	/**
	 * Returns this rule for some principals only.
	 * @param only the principals
	 * @return the rule
	 */
	public MqttRule forPrincipals(String... only) {
		return new MqttRule(this.effect, this.action, this.topics, Set.of(only), this.clientIds, this.authorities);
	}

	/**
	 * Returns this rule for some client identifiers only.
	 * @param only the client identifiers
	 * @return the rule
	 */
	public MqttRule forClientIds(String... only) {
		return new MqttRule(this.effect, this.action, this.topics, this.principals, Set.of(only), this.authorities);
	}

	/**
	 * Returns this rule for clients only that have one of some authorities.
	 * @param only the authorities
	 * @return the rule
	 */
	public MqttRule forAuthorities(String... only) {
		return new MqttRule(this.effect, this.action, this.topics, this.principals, this.clientIds, Set.of(only));
	}

	private static void check(String pattern) {
		List<String> levels = new ArrayList<>();
		for (String level : pattern.split("/", -1)) {
			boolean whole = level.length() > 2 && level.startsWith("{") && level.endsWith("}");
			String inner = whole ? level.substring(1, level.length() - 1) : level;
			if (inner.indexOf('{') >= 0 || inner.indexOf('}') >= 0 || (whole && !isName(inner))) {
				throw new IllegalArgumentException("topic pattern '" + pattern
						+ "' holds a brace that is no placeholder; a placeholder is a whole level: {clientId}, "
						+ "{username}, or {name} for an attribute, of letters, digits, dots, hyphens and underscores");
			}
			levels.add(whole ? "x" : level);
		}
		MqttTopicFilter.of(String.join("/", levels));
		for (String prefix : List.of("$share/", "$queue/", "$delayed/")) {
			if (pattern.startsWith(prefix)) {
				throw new IllegalArgumentException("topic pattern '" + pattern + "' begins with " + prefix
						+ "; rules speak of the topic behind it");
			}
		}
	}

	private static boolean isName(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
				return false;
			}
		}
		return true;
	}

}
