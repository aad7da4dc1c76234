package io.mqttboot.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observers as one. One that throws, though none may, costs neither the others nor
 * whom it watches.
 */
final class Observers implements MqttServerObserver {

	private static final Logger logger = LoggerFactory.getLogger(Observers.class);

	private final MqttServerObserver[] all;

	private final AtomicBoolean complained = new AtomicBoolean();

	private Observers(List<MqttServerObserver> all) {
		this.all = all.toArray(MqttServerObserver[]::new);
	}

	static MqttServerObserver of(List<MqttServerObserver> all) {
		return all.isEmpty() ? MqttServerObserver.NONE : new Observers(all);
	}

	private void tell(Consumer<MqttServerObserver> event) {
		for (MqttServerObserver each : this.all) {
			try {
				event.accept(each);
			}
			catch (Exception | LinkageError | AssertionError ex) {
				if (!this.complained.getAndSet(true)) { // once: it may happen with every
														// packet
					logger.error("MQTT-3005 An observer failed; its further failures are not logged", ex);
				}
			}
		}
	}

	@Override
	public void connectionAccepted() {
		tell(MqttServerObserver::connectionAccepted);
	}

	@Override
	public void connectionClosed() {
		tell(MqttServerObserver::connectionClosed);
	}

	@Override
	public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
			boolean sessionPresent) {
		tell((each) -> each.clientConnected(clientId, userName, version, sessionPresent));
	}

	@Override
	public void clientRefused(MqttReasonCode reason) {
		tell((each) -> each.clientRefused(reason));
	}

	@Override
	public void clientDisconnected(String clientId, @Nullable String userName, MqttReasonCode reason,
			MqttDisconnectedBy by) {
		tell((each) -> each.clientDisconnected(clientId, userName, reason, by));
	}

	@Override
	public void messageDropped(MqttDropCause cause) {
		tell((each) -> each.messageDropped(cause));
	}

	@Override
	public void denied(MqttRule.Action action) {
		tell((each) -> each.denied(action));
	}

	@Override
	public void messageAcknowledged(MqttQos qos, long nanos) {
		tell((each) -> each.messageAcknowledged(qos, nanos));
	}

	@Override
	public void publisherThrottled() {
		tell(MqttServerObserver::publisherThrottled);
	}

	@Override
	public void clientFlapped(String clientId, @Nullable String user) {
		tell((each) -> each.clientFlapped(clientId, user));
	}

	@Override
	public void happened(MqttEvent event) {
		tell((each) -> each.happened(event));
	}

	@Override
	public void eventDropped() {
		tell(MqttServerObserver::eventDropped);
	}

	@Override
	public void storeFailed() {
		tell(MqttServerObserver::storeFailed);
	}

	@Override
	public void overloadChanged(MqttOverloadState before, MqttOverloadState now) {
		tell((each) -> each.overloadChanged(before, now));
	}

}
