package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.netty.handler.codec.mqtt.MqttMessage;

/**
 * What a connection is at the moment: a handshake, or a client that was let in.
 */
interface Stage {

	void publish(Publish publish);

	void ack(AckType type, int packetId, MqttReasonCode reason);

	void ping();

	void control(MqttMessage packet);

	/** The client broke a rule; the connection ends. */
	void refused(MqttProtocolException refusal);

	/** The link takes more again. */
	void writable();

	/**
	 * The link was closed for a reason of the server's, or of the client's by DISCONNECT.
	 */
	void closed(MqttReasonCode reason, MqttDisconnectedBy by);

}
