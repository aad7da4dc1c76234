package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * There is a client that is not switched off: that of {@code mqtt.client}, or one under
 * {@code mqtt.clients}.
 */
class OnClientCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("MQTT client");
		if (context.getEnvironment().getProperty("mqtt.client.enabled", Boolean.class, true)) {
			return ConditionOutcome.match(message.because("mqtt.client.enabled is not false"));
		}
		Set<String> names = NamedClients.names(context.getEnvironment());
		return names.isEmpty() ? ConditionOutcome.noMatch(message.because("all clients are switched off"))
				: ConditionOutcome.match(message.found("client").items(names));
	}

}
