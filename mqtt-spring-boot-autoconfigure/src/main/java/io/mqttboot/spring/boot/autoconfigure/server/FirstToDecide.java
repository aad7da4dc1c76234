package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * Several authenticators of which a client needs one: who does not abstain decides, and
 * the rest are not asked. Abstains when all do.
 *
 * @param authenticators in the order in which they are asked
 */
record FirstToDecide(List<MqttAuthenticator> authenticators) implements MqttAuthenticator {

	FirstToDecide {
		authenticators = List.copyOf(authenticators);
	}

	@Override
	public boolean supports(@Nullable String method) {
		return this.authenticators.stream().anyMatch((each) -> each.supports(method));
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		CompletionStage<MqttAuthResult> decision = CompletableFuture.completedFuture(new MqttAuthResult.Abstained());
		for (MqttAuthenticator each : this.authenticators) {
			if (each.supports(request.method())) {
				decision = decision.thenCompose((result) -> (result instanceof MqttAuthResult.Abstained)
						? each.authenticate(request) : CompletableFuture.completedFuture(result));
			}
		}
		return decision;
	}

}
