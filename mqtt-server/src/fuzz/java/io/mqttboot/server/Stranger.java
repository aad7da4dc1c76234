package io.mqttboot.server;

import java.util.List;

import ch.qos.logback.classic.Level;
import io.mqttboot.server.attack.LogLines;
import io.mqttboot.server.config.MqttListenerConfig;
import org.jspecify.annotations.Nullable;

/**
 * A broker that lets nobody in, for who says what he likes: its log must have no error, and nothing that was read may
 * be held on to.
 */
final class Stranger {

	// a broker remembers its connections
	private static final int BROKER_MAX = 500;

	private final MqttListenerConfig listener;

	private final LogLines errors = new LogLines(Level.ERROR);

	private @Nullable ManualBroker broker;

	private int used;

	Stranger(MqttListenerConfig listener) {
		this.listener = listener;
	}

	/** Says something in pieces on a new connection, and goes. */
	void says(List<byte[]> pieces) {
		ManualBroker.ManualWire wire = broker().wire(this.used++ % 2);
		pieces.forEach(wire::send);
		wire.close();
		if (wire.readsHeld() > 0) {
			throw new IllegalStateException("what was read is not released");
		}
		if (!this.errors.lines().isEmpty()) {
			throw new IllegalStateException("not a refusal: " + this.errors.lines());
		}
	}

	private ManualBroker broker() {
		ManualBroker present = this.broker;
		if (present == null || this.used >= BROKER_MAX) {
			if (present != null) {
				present.close();
			}
			this.used = 0;
			present = new ManualBroker((builder) -> builder.configure((config) -> config.listeners(List.of(this.listener)))
				.authHandler((clientId, userName, password) -> clientId.length() % 2 == 0));
			this.broker = present;
		}
		return present;
	}

}
