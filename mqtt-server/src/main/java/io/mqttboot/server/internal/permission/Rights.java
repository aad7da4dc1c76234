package io.mqttboot.server.internal.permission;

import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What one client may do, as it was found out at one time. Immutable.
 */
public final class Rights {

	private static final CompiledRule[] NO_RULES = {};

	private final MqttIdentity client;

	private final CompiledRule[] publishing;

	private final CompiledRule[] subscribing;

	private final @Nullable String[] values;

	private final boolean otherwise;

	private final boolean known;

	private final long edition;

	private Rights(MqttIdentity client, CompiledRule[] publishing, CompiledRule[] subscribing,
			@Nullable String[] values, boolean otherwise, boolean known, long edition) {
		this.client = client;
		this.publishing = publishing;
		this.subscribing = subscribing;
		this.values = values;
		this.otherwise = otherwise;
		this.known = known;
		this.edition = edition;
	}

	/**
	 * Returns what rules say about a client.
	 * @param client who it is
	 * @param rules the rules
	 * @param otherwise whether that is allowed of which no rule speaks
	 * @param edition counts up with every refresh of the permissions
	 * @throws IllegalArgumentException if too many rules are about the client
	 */
	public static Rights of(MqttIdentity client, Ruleset rules, boolean otherwise, long edition) {
		return new Rights(client, rules.publishing(client), rules.subscribing(client), rules.values(client), otherwise,
				true, edition);
	}

	/** Returns the rights of a client of which they could not be found out: none. */
	public static Rights unknown(MqttIdentity client, long edition) {
		return new Rights(client, NO_RULES, NO_RULES, new String[0], false, false, edition);
	}

	/** Returns who the client is. */
	public MqttIdentity client() {
		return this.client;
	}

	/** Whether they could be found out. */
	boolean isKnown() {
		return this.known;
	}

	/** Returns the refresh that they come from. */
	public long edition() {
		return this.edition;
	}

	/** Whether they were found out for the same client, after others. */
	boolean isNewerThan(Rights others) {
		return this.edition > others.edition && this.client.equals(others.client);
	}

	boolean mayPublish(String topic) {
		return permits(this.publishing, topic);
	}

	/** Whether the client may have the messages of one topic. */
	boolean mayRead(String topic) {
		return permits(this.subscribing, topic);
	}

	boolean maySubscribe(String filter) {
		return new FilterCheck().permits(filter, this.subscribing, this.values, this.otherwise);
	}

	// The first rule that speaks of the topic decides.
	private boolean permits(CompiledRule[] rules, String topic) {
		for (CompiledRule rule : rules) {
			for (RulePattern pattern : rule.patterns()) {
				if (pattern.matches(topic, this.values, rule.allows())) {
					return rule.allows();
				}
			}
		}
		return this.otherwise;
	}

}
