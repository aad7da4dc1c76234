package io.mqttboot.server.spi;

import java.util.Locale;

/**
 * How overloaded the server is, and what it does about it; each state does what those
 * before it do, too.
 */
public enum MqttOverloadState {

	/** Nothing is amiss. */
	NORMAL,

	/** QoS 0 messages of clients are dropped. */
	SHED,

	/**
	 * Nothing is read from clients that publish, but now and then, so that their
	 * keep-alive is answered.
	 */
	PAUSE,

	/** New connections are refused with 0x89, code 3 in MQTT 3. */
	REFUSE;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * Returns the state as a tag value of the meters.
	 * @return a lower-case word
	 */
	public String tag() {
		return this.tag;
	}

}
