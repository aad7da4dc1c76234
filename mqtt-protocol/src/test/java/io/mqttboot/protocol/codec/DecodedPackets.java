package io.mqttboot.protocol.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.mqttboot.MqttReasonCode;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that keeps what it is handed, as values and as lines of text.
 */
final class DecodedPackets implements PacketReceiver {

	final List<String> lines = new ArrayList<>();

	final List<Publish> publishes = new ArrayList<>();

	final List<MqttMessage> controls = new ArrayList<>();

	int bytes;

	int packets;

	// what the receiver itself has against the next packet
	@Nullable RuntimeException objection;

	// what the receiver does when it is handed a packet
	Runnable reaction = () -> {
	};

	// whether others are to have their turn after each packet
	boolean yields;

	@Override
	public boolean yields() {
		return this.yields;
	}

	@Override
	public void publish(Publish publish) {
		this.publishes.add(publish);
		add("PUBLISH " + publish.message() + " id=" + publish.packetId() + " dup=" + publish.dup() + " alias="
				+ publish.topicAlias() + " ids=" + Arrays.toString(publish.subscriptionIds()) + " "
				+ Arrays.toString(publish.message().payloadArray()) + publish.message().properties());
	}

	@Override
	public void ack(AckType type, int packetId, MqttReasonCode reason) {
		add(type + " " + packetId + " " + reason);
	}

	@Override
	public void ping() {
		add("PING");
	}

	@Override
	public void control(MqttMessage packet) {
		this.controls.add(packet);
		// Netty's properties print their address
		String text = packet.toString().replaceAll("MqttProperties@[0-9a-f]+", "");
		add(text + describe(packet.variableHeader()) + describe(packet.payload()));
	}

	@Override
	public void received(int packetType, int bytes) {
		this.packets++;
		this.bytes += bytes;
	}

	private void add(String line) {
		this.lines.add(line);
		this.reaction.run();
		if (this.objection != null) {
			throw this.objection;
		}
	}

	private static String describe(@Nullable Object part) {
		if (part instanceof MqttConnectVariableHeader header) {
			return describe(header.properties());
		}
		if (part instanceof MqttConnectPayload payload) {
			return describe(payload.willProperties());
		}
		if (part instanceof MqttConnAckVariableHeader header) {
			return describe(header.properties());
		}
		if (part instanceof MqttMessageIdAndPropertiesVariableHeader header) {
			return describe(header.properties());
		}
		if (part instanceof MqttReasonCodeAndPropertiesVariableHeader header) {
			return describe(header.properties());
		}
		return "";
	}

	private static String describe(MqttProperties properties) {
		StringBuilder text = new StringBuilder();
		for (MqttProperties.MqttProperty<?> property : properties.listAll()) {
			Object value = property.value();
			if (value instanceof byte[] bytes) {
				value = Arrays.toString(bytes);
			}
			else if (value instanceof List<?> pairs) {
				value = pairs.stream()
					.map((pair) -> ((MqttProperties.StringPair) pair).key + ":"
							+ ((MqttProperties.StringPair) pair).value)
					.toList();
			}
			text.append(' ').append(property.propertyId()).append('=').append(value);
		}
		return text.toString();
	}

}
