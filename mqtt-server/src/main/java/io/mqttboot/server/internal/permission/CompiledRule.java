package io.mqttboot.server.internal.permission;

import java.util.List;

import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;

/**
 * A rule made ready for checks.
 *
 * @param rule what was said
 * @param allows whether it allows
 * @param patterns its patterns
 */
record CompiledRule(MqttRule rule, boolean allows, RulePattern[] patterns) {

	static CompiledRule of(MqttRule rule, List<String> names) {
		return new CompiledRule(rule, rule.effect() == MqttRule.Effect.ALLOW,
				rule.topics().stream().map((topic) -> RulePattern.of(topic, names)).toArray(RulePattern[]::new));
	}

	boolean isAbout(MqttIdentity client) {
		return (this.rule.principals().isEmpty()
				|| (client.principal() != null && this.rule.principals().contains(client.principal())))
				&& (this.rule.clientIds().isEmpty() || this.rule.clientIds().contains(client.clientId()))
				&& (this.rule.authorities().isEmpty()
						|| this.rule.authorities().stream().anyMatch(client.authorities()::contains));
	}

}
