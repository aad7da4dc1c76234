package io.mqttboot.server.internal.broker;

import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Who sees what clients publish before it is published, and may change or refuse it.
 * Called from any thread.
 */
public interface Interception {

	/** Whether it answers at once, so that {@link #now} may be asked. */
	boolean isFast();

	/** Asks about a message that its origin may publish; answers at once. */
	Intercepted now(Origin origin, MqttMessage message);

	/**
	 * Asks about a message that its origin may publish.
	 * @param then gets the answer, on any thread, for messages of one origin in their
	 * order
	 * @return the pressure to wait for before more is asked, {@code null} for none
	 */
	@Nullable Pressure later(Origin origin, MqttMessage message, Consumer<Intercepted> then);

}
