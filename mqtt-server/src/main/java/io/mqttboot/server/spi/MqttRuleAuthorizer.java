package io.mqttboot.server.spi;

import java.util.List;

/**
 * An authorizer with one list of rules for all clients, which may be replaced at any
 * time. Thread-safe.
 */
public final class MqttRuleAuthorizer implements MqttAuthorizer {

	private volatile List<MqttRule> rules;

	/**
	 * Creates an authorizer.
	 * @param rules the rules, in their order
	 */
	public MqttRuleAuthorizer(List<MqttRule> rules) {
		this.rules = List.copyOf(rules);
	}

	/**
	 * Replaces the rules. Clients that connect from now on have the new ones; those that
	 * are there have them after {@code MqttServer.refreshPermissions()}.
	 * @param replacement the rules, in their order
	 */
	public void replace(List<MqttRule> replacement) {
		this.rules = List.copyOf(replacement);
	}

	/**
	 * Returns the rules as they are now.
	 * @return the rules, in their order
	 */
	public List<MqttRule> rules() {
		return this.rules;
	}

	@Override
	public List<MqttRule> rules(MqttIdentity client) {
		return this.rules;
	}

}
