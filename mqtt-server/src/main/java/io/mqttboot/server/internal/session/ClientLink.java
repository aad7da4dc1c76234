package io.mqttboot.server.internal.session;

import java.net.SocketAddress;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.server.internal.broker.Publication;

/**
 * Where a session writes: the connection of its client. Used on the session's loop only;
 * what is written leaves at the end of the pass.
 */
public interface ClientLink {

	/** The protocol version that the client speaks. */
	MqttVersion version();

	/** Where the client comes from, for people to read. */
	String remoteAddress();

	/** Where the client comes from. */
	SocketAddress socketAddress();

	/** How many QoS 1 and 2 messages the client takes before it acknowledges one. */
	int receiveMaximum();

	/** Whether more can be written without piling up. */
	boolean isWritable();

	/**
	 * Writes a PUBLISH.
	 * @return whether it was written: {@code false} if it is larger than the client
	 * accepts [MQTT-3.1.2-24]
	 */
	boolean publish(Publication publication, MqttQos qos, boolean retain, boolean dup, int packetId,
			int[] subscriptionIds);

	/** Whether a PUBLISH is not larger than the client accepts. */
	boolean accepts(Publication publication, MqttQos qos, int[] subscriptionIds);

	/** Writes an acknowledgement. */
	void acknowledge(AckType type, int packetId, MqttReasonCode reason);

	/** Tells the client why, if its version can be told, and closes the connection. */
	void close(MqttReasonCode reason, String why);

}
