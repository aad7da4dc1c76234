package io.mqttboot.server.internal.connection;

import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.server.config.MqttDurability;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.admission.Admission;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.handler.Authentication;
import io.mqttboot.server.internal.handler.Authorization;
import io.mqttboot.server.internal.session.DelayedMessages;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.session.Sessions;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a server share.
 *
 * @param config how the server is set up
 * @param broker the crossing
 * @param sessions all sessions
 * @param delayed messages that wait for their time
 * @param authentication who decides which client may connect
 * @param authorization who says what a client may do
 * @param admission who is kept out, and how fast clients may come and publish
 * @param observer who watches
 * @param accepted connections accepted so far
 * @param closed connections ended so far
 */
public record ConnectionContext(MqttServerConfig config, Broker broker, Sessions sessions, DelayedMessages delayed,
		Authentication authentication, Authorization authorization, Admission admission, MqttServerObserver observer,
		AtomicLong accepted, AtomicLong closed) {

	/** Where clients are sent that are sent away, empty for nowhere. */
	String serverReference() {
		MqttDrain drain = this.admission.drain();
		return (drain != null) ? drain.serverReference() : this.config.serverReference();
	}

	/**
	 * Looks whether anybody is let in at present.
	 * @throws MqttProtocolException if nobody is
	 */
	void checkOpen() {
		if (this.broker.overload().refuses()) {
			throw new MqttProtocolException(MqttReasonCode.SERVER_BUSY, "the server is overloaded");
		}
		MqttDrain drain = this.admission.drain();
		if (drain != null) {
			throw new MqttProtocolException(drain.refusal(), "the server is drained");
		}
	}

	/**
	 * Closes the connection of a client that was just let in and would not be any more:
	 * what was decided meanwhile need not have found its session.
	 */
	void closeUnwanted(ChannelLink link, Session session) {
		MqttDrain drain = this.admission.drain();
		if (this.admission.isBanned(session.client().identity(), link.socketAddress())) {
			link.close(MqttReasonCode.ADMINISTRATIVE_ACTION, "it is banned");
		}
		else if (drain != null) {
			link.close(drain.reason(), "the server is drained");
		}
	}

	/** A client was refused, perhaps before it said who it is. */
	void refused(ChannelLink link, @Nullable ConnectRequest request, MqttReasonCode reason) {
		this.observer.clientRefused(reason);
		this.observer.happened(new MqttEvent.ClientRefused((request != null) ? request.clientId() : null,
				link.remoteAddress(), reason));
	}

	/** Whether acknowledgements wait for a store. */
	boolean isDurable() {
		return this.config.durability() != MqttDurability.NONE
				&& (this.sessions.context().sessionStore() != null || this.sessions.context().messageStore() != null);
	}

}
