package io.mqttboot.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttClientDropCause;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttClientStatistics;
import io.mqttboot.client.spi.MqttPublishResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observers as one. One that throws, though none may, costs neither the others nor
 * whom it watches.
 */
final class Observers implements MqttClientObserver {

	private static final Logger logger = LoggerFactory.getLogger(Observers.class);

	private final MqttClientObserver[] all;

	private final AtomicBoolean complained = new AtomicBoolean();

	private Observers(List<MqttClientObserver> all) {
		this.all = all.toArray(MqttClientObserver[]::new);
	}

	static MqttClientObserver of(List<MqttClientObserver> all) {
		return all.isEmpty() ? MqttClientObserver.NONE : new Observers(all);
	}

	private void tell(Consumer<MqttClientObserver> event) {
		for (MqttClientObserver each : this.all) {
			try {
				event.accept(each);
			}
			catch (Exception | LinkageError | AssertionError ex) {
				if (!this.complained.getAndSet(true)) { // once: it may happen with every
														// packet
					logger.error("An observer failed; its further failures are not logged", ex);
				}
			}
		}
	}

	@Override
	public void started(Supplier<MqttClientStatistics> statistics) {
		tell((each) -> each.started(statistics));
	}

	@Override
	public void stopped() {
		tell(MqttClientObserver::stopped);
	}

	@Override
	public void attemptFailed(String serverUri, MqttClientException cause) {
		tell((each) -> each.attemptFailed(serverUri, cause));
	}

	@Override
	public void connected(String serverUri, boolean again) {
		tell((each) -> each.connected(serverUri, again));
	}

	@Override
	public void disconnected(String serverUri, @Nullable MqttClientException cause) {
		tell((each) -> each.disconnected(serverUri, cause));
	}

	@Override
	public void packetSent(int type, int bytes) {
		tell((each) -> each.packetSent(type, bytes));
	}

	@Override
	public void packetReceived(int type, int bytes) {
		tell((each) -> each.packetReceived(type, bytes));
	}

	@Override
	public void messagePublished(MqttQos qos, MqttPublishResult.State state, long nanos) {
		tell((each) -> each.messagePublished(qos, state, nanos));
	}

	@Override
	public void messageFailed(MqttQos qos, MqttReasonCode reason, long nanos) {
		tell((each) -> each.messageFailed(qos, reason, nanos));
	}

	@Override
	public void messageHandled(MqttQos qos, long nanos, @Nullable Throwable failure) {
		tell((each) -> each.messageHandled(qos, nanos, failure));
	}

	@Override
	public void messageDropped(MqttClientDropCause cause) {
		tell((each) -> each.messageDropped(cause));
	}

}
