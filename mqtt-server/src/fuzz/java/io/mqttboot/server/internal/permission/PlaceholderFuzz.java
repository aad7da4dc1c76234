package io.mqttboot.server.internal.permission;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;

/**
 * Any client id and user name in the place of a placeholder: what it opens is exactly one literal level, or nothing.
 */
class PlaceholderFuzz {

	private static final Ruleset RULES = Ruleset.of(List.of(MqttRule.allow(MqttRule.Action.ALL, "by-id/{clientId}/x"),
			MqttRule.allow(MqttRule.Action.ALL, "by-name/{username}")));

	@FuzzTest
	void a_placeholder_is_one_literal_level(FuzzedDataProvider data) {
		String clientId = data.consumeString(20);
		String principal = data.consumeString(20);
		String asked = data.consumeRemainingAsString();
		Rights rights = Rights.of(new MqttIdentity(clientId, principal, Map.of(), Set.of()), RULES, false, 0);
		for (String topic : List.of("by-id/" + asked, "by-id/" + clientId + "/x", "by-name/" + asked, "by-name/" + principal,
				"by-id/" + asked + "/x")) {
			boolean own = topic.equals("by-id/" + clientId + "/x") && isLevel(clientId)
					|| topic.equals("by-name/" + principal) && isLevel(principal);
			check(own, rights.mayPublish(topic), topic);
			check(own, rights.maySubscribe(topic), topic);
		}
	}

	private static void check(boolean own, boolean allowed, String topic) {
		if (allowed && !own) {
			throw new IllegalStateException("not its own: " + topic);
		}
	}

	private static boolean isLevel(String text) {
		return text.chars().noneMatch((c) -> c == '/' || c == '+' || c == '#');
	}

}
