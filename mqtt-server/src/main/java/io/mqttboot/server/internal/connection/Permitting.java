package io.mqttboot.server.internal.connection;

import java.util.function.Consumer;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttWill;
import io.mqttboot.server.internal.handler.Authorization;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.session.Revocation;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;

/**
 * Finds out what a client may do that connects, before it has its session, and whether it
 * may leave the will that it brings.
 */
final class Permitting {

	private Permitting() {
	}

	/**
	 * Asks about a client; answers come on any thread.
	 * @return gives the question up: nobody waits for the answer any more
	 */
	static Runnable ask(ConnectionContext context, MqttIdentity identity, Consumer<Permissions> granted,
			Consumer<MqttProtocolException> refused) {
		return context.authorization().ask(identity, new Authorization.Answer() {

			@Override
			public void granted(Permissions permissions) {
				granted.accept(permissions);
			}

			@Override
			public void refused(MqttReasonCode reason, String why) {
				refused.accept(new MqttProtocolException(reason, why));
			}

		});
	}

	/**
	 * Checks the will that a client brings.
	 * @throws MqttProtocolException if it may not publish it
	 */
	static void checkWill(ConnectionContext context, ConnectRequest connect, Permissions permissions) {
		MqttWill will = connect.will();
		if (will != null && !permissions.mayPublish(will.message().topic())) {
			context.observer().denied(MqttRule.Action.PUBLISH);
			throw new MqttProtocolException(MqttReasonCode.NOT_AUTHORIZED, "it may not publish its will");
		}
	}

	/**
	 * A client has its session, where a refresh finds it from now on. If one went by
	 * before, it is asked about once more.
	 */
	static void checkEdition(ConnectionContext context, Session session) {
		Permissions permissions = session.client().permissions();
		if (permissions != null && context.authorization().isOutdated(permissions)) {
			context.authorization().renew(permissions, () -> session.run(() -> Revocation.apply(session)));
		}
	}

}
