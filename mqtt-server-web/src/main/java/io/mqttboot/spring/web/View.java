package io.mqttboot.spring.web;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.MqttServerFilter;
import io.mqttboot.server.MqttServerSession;
import io.mqttboot.server.config.MqttBan;
import org.jspecify.annotations.Nullable;

/**
 * What things of the server look like in an answer: maps, which every JSON library
 * writes, also in a native image.
 */
final class View {

	private View() {
	}

	/** Returns names and values, in this order. */
	static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
		Map<String, @Nullable Object> view = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			view.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
		}
		return view;
	}

	static Map<String, @Nullable Object> of(MqttServerSession session) {
		String address = session.remoteAddress();
		int colon = (address != null) ? address.lastIndexOf(':') : -1;
		Long connectedAt = millis(session.connectedAt());
		return of("clientId", session.clientId(), "username", session.userName(), "connected", session.connected(),
				"ipAddress", (address != null && colon > 0) ? address.substring(0, colon) : address, "port",
				port(address, colon), "protoName", protocol(session.version()), "protoVer", level(session.version()),
				"protoFullName", fullName(session.version()), "connectedAt", connectedAt, "createdAt", connectedAt,
				"expirySeconds", session.expiry().toSeconds(), "subscriptions", session.subscriptions().size(),
				"queuedMessages", session.queuedMessages(), "queuedBytes", session.queuedBytes(), "inflight",
				session.inflightMessages());
	}

	private static @Nullable Integer port(@Nullable String address, int colon) {
		String port = (address != null && colon > 0) ? address.substring(colon + 1) : "";
		return port.matches("\\d{1,5}") ? Integer.valueOf(port) : null;
	}

	private static String protocol(MqttVersion version) {
		return (version == MqttVersion.MQTT_3_1) ? "MQIsdp" : "MQTT";
	}

	private static int level(MqttVersion version) {
		return switch (version) {
			case MQTT_3_1 -> 3;
			case MQTT_3_1_1 -> 4;
			case MQTT_5 -> 5;
		};
	}

	private static String fullName(MqttVersion version) {
		return switch (version) {
			case MQTT_3_1 -> "MQTT 3.1";
			case MQTT_3_1_1 -> "MQTT 3.1.1";
			case MQTT_5 -> "MQTT 5.0";
		};
	}

	private static @Nullable Long millis(@Nullable Instant instant) {
		return (instant != null) ? instant.toEpochMilli() : null;
	}

	static Map<String, @Nullable Object> of(String clientId, MqttServerFilter subscription) {
		return of("clientId", clientId, "topicFilter", subscription.filter(), "qos", subscription.qos().value(),
				"noLocal", subscription.noLocal(), "retainAsPublished", subscription.retainAsPublished(),
				"subscriptionId", subscription.subscriptionId());
	}

	static Map<String, @Nullable Object> of(MqttMessage message) {
		Map<String, @Nullable Object> view = of("topic", message.topic(), "qos", message.qos().value(), "retain",
				message.retain(), "payload", Base64.getEncoder().encodeToString(message.payloadArray()), "payloadBytes",
				message.payloadBytes());
		MqttMessageProperties properties = message.properties();
		if (properties != MqttMessageProperties.NONE) {
			view.put("properties", of(properties));
		}
		return view;
	}

	private static Map<String, @Nullable Object> of(MqttMessageProperties properties) {
		Map<String, @Nullable Object> view = new LinkedHashMap<>();
		put(view, "payloadFormatUtf8", properties.payloadFormatUtf8());
		put(view, "messageExpirySeconds", properties.expires() ? properties.messageExpirySeconds() : null);
		put(view, "contentType", properties.contentType());
		put(view, "responseTopic", properties.responseTopic());
		ByteBuffer correlation = properties.correlationData();
		put(view, "correlationData", (correlation != null) ? base64(correlation) : null);
		List<Map<String, @Nullable Object>> own = properties.userProperties()
			.stream()
			.map((each) -> of("name", each.name(), "value", each.value()))
			.toList();
		put(view, "userProperties", own.isEmpty() ? null : own);
		return view;
	}

	private static void put(Map<String, @Nullable Object> view, String name, @Nullable Object value) {
		if (value != null) {
			view.put(name, value);
		}
	}

	private static String base64(ByteBuffer bytes) {
		byte[] copy = new byte[bytes.remaining()];
		bytes.get(copy);
		return Base64.getEncoder().encodeToString(copy);
	}

	static Map<String, @Nullable Object> of(MqttBan ban) {
		BanKind kind = BanKind.of(ban);
		return of("kind", (kind != null) ? kind.name() : null, "value", (kind != null) ? kind.value(ban) : null,
				"clientId", ban.clientId(), "user", ban.user(), "address",
				(ban.network() != null) ? ban.network().toString() : null, "until", millis(ban.until()), "reason",
				ban.reason());
	}

}
