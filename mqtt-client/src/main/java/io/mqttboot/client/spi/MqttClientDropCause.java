package io.mqttboot.client.spi;

import java.util.Locale;

/**
 * Why a message that arrived was not handled.
 */
public enum MqttClientDropCause {

	/** No subscription of the application selects it, any more or at all. */
	NO_HANDLER;

	private final String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * Returns what meters call the cause.
	 * @return lower-case words with hyphens between
	 */
	public String tag() {
		return this.tag;
	}

}
