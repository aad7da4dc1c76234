package io.mqttboot.client.internal.session;

import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;

/**
 * Where a session writes: its connection to a server. On the client's loop only; what is
 * written leaves with {@link #flush}.
 */
public interface ServerLink {

	/** Whether the socket takes more. */
	boolean isWritable();

	/** Writes a PUBLISH. */
	void publish(MqttMessage message, MqttQos qos, boolean dup, int packetId);

	/** How many bytes that would be, without an alias. */
	int bytes(MqttMessage message, MqttQos qos);

	/** Writes an acknowledgement. */
	void acknowledge(AckType type, int packetId, MqttReasonCode reason);

	/** Writes a SUBSCRIBE; an identifier of 0 is none. */
	void subscribe(int packetId, List<Wish> wishes, int subscriptionId, boolean dup);

	/** Writes an UNSUBSCRIBE. */
	void unsubscribe(int packetId, List<String> filters, boolean dup);

	/** Lets everything leave that was written. */
	void flush();

	/** Reads nothing until {@link #resumeReading}. */
	void pauseReading();

	void resumeReading();

	/**
	 * Ends the connection because something is wrong, and says so to an MQTT 5 server.
	 */
	void fail(MqttReasonCode reason, String why);

}
