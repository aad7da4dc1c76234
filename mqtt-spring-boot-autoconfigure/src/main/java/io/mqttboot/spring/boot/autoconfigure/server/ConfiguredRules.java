package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAuthorizationProperties.Rule;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Makes rules of {@code mqtt.server.authorization.rules}; one that is not valid is
 * reported by the name of its key.
 */
final class ConfiguredRules {

	static final String KEY = PropertiesServerConfig.PREFIX + "authorization.rules";

	private ConfiguredRules() {
	}

	static List<MqttRule> of(List<Rule> rules) {
		List<MqttRule> made = new ArrayList<>();
		for (int i = 0; i < rules.size(); i++) {
			made.add(rule(KEY + "[" + i + "]", rules.get(i)));
		}
		return made;
	}

	private static MqttRule rule(String key, Rule rule) {
		MqttRule.Action allow = rule.getAllow();
		MqttRule.Action deny = rule.getDeny();
		if (allow != null && deny != null) {
			throw new InvalidConfigurationPropertyValueException(key + ".deny", deny,
					"A rule either allows or denies, and this one also says 'allow'. Make two rules of it.");
		}
		MqttRule.Effect effect = (allow != null) ? MqttRule.Effect.ALLOW : MqttRule.Effect.DENY;
		MqttRule.Action action = (allow != null) ? allow : deny;
		if (action == null) {
			throw new InvalidConfigurationPropertyValueException(key + ".allow", null,
					"A rule says what it allows or what it denies: publish, subscribe or all.");
		}
		try {
			return new MqttRule(effect, action, rule.getTopics(), rule.getUsers(), rule.getClientIds(),
					rule.getAuthorities());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(key + ".topics", rule.getTopics(),
					"It is not valid: " + ex.getMessage() + ".");
		}
	}

}
