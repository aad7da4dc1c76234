package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.netty.handler.codec.mqtt.MqttMessage;

/**
 * A connection that is over: whatever still comes is nobody's.
 */
final class Ended implements Stage {

	static final Stage STAGE = new Ended();

	private Ended() {
	}

	@Override
	public void publish(Publish publish) {
	}

	@Override
	public void ack(AckType type, int packetId, MqttReasonCode reason) {
	}

	@Override
	public void ping() {
	}

	@Override
	public void control(MqttMessage packet) {
	}

	@Override
	public void refused(MqttProtocolException refusal) {
	}

	@Override
	public void writable() {
	}

	@Override
	public void closed(MqttReasonCode reason, MqttDisconnectedBy by) {
	}

}
