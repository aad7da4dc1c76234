package io.mqttboot.spring.boot.autoconfigure.snippets;

import java.util.List;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRuleAuthorizer;

/** Other rules, while clients are connected. */
final class ChangingRules {

	private ChangingRules() {
	}

	static void change(MqttRuleAuthorizer authorizer, MqttServer server, List<MqttRule> rules) {
		authorizer.replace(rules);
		server.refreshPermissions();
	}

}
