package io.mqttboot;

import java.io.Serial;

/**
 * A rule of the standard or a limit that a peer broke, as the reason code it is told and
 * a text for the log. It carries no stack trace: it is an answer, not a bug.
 */
public final class MqttProtocolException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final MqttReasonCode reasonCode;

	/**
	 * Create an answer to a broken rule.
	 * @param reasonCode what the peer is told
	 * @param text what was wrong, without payload, password or other secrets
	 */
	public MqttProtocolException(MqttReasonCode reasonCode, String text) {
		super(text, null, false, false);
		this.reasonCode = reasonCode;
	}

	/**
	 * Returns what the peer is told.
	 * @return the reason code
	 */
	public MqttReasonCode reasonCode() {
		return this.reasonCode;
	}

}
