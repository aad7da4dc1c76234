package io.mqttboot.spring.boot.autoconfigure.server;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * There are rules under {@code mqtt.server.authorization.rules}.
 */
class OnRulesCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("MQTT rules");
		boolean present = Binder.get(context.getEnvironment())
			.bind(ConfiguredRules.KEY, Bindable.listOf(MqttServerAuthorizationProperties.Rule.class))
			.map((rules) -> !rules.isEmpty())
			.orElse(false);
		return present ? ConditionOutcome.match(message.foundExactly(ConfiguredRules.KEY))
				: ConditionOutcome.noMatch(message.didNotFind(ConfiguredRules.KEY).atAll());
	}

}
