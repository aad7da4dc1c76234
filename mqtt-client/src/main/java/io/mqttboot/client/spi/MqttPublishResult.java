package io.mqttboot.client.spi;

import java.util.Objects;

import io.mqttboot.MqttReasonCode;

/**
 * What has become of a message that was published.
 *
 * @param state how far it has come for certain
 * @param reason what the server answered; success where it answers nothing
 */
public record MqttPublishResult(State state, MqttReasonCode reason) {

	/** A message will outlive the process. */
	public static final MqttPublishResult STORED = new MqttPublishResult(State.STORED, MqttReasonCode.SUCCESS);

	/** A QoS 0 message was written. */
	public static final MqttPublishResult SENT = new MqttPublishResult(State.SENT, MqttReasonCode.SUCCESS);

	/** The server has acknowledged the message. */
	public static final MqttPublishResult ACKNOWLEDGED = new MqttPublishResult(State.ACKNOWLEDGED,
			MqttReasonCode.SUCCESS);

	/**
	 * How far a message has come for certain.
	 */
	public enum State {

		/** It is in a store that outlives the process, and will be sent. */
		STORED,

		/** It was written to the connection: all that there is to know at QoS 0. */
		SENT,

		/** The server has it. */
		ACKNOWLEDGED

	}

	public MqttPublishResult {
		Objects.requireNonNull(state, "state");
		Objects.requireNonNull(reason, "reason");
	}

}
