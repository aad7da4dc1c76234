package io.mqttboot.testkit.wire;

import java.nio.charset.StandardCharsets;

/**
 * Where packets begin: one method for each of the fifteen.
 */
public final class Packets {

	private Packets() {
	}

	/** CONNECT of MQTT 5 with clean start. */
	public static Connect connect(String clientId) {
		return new Connect().clientId(clientId);
	}

	/** CONNECT of another version with clean session. */
	public static Connect connect(Version version, String clientId) {
		return new Connect().version(version).clientId(clientId);
	}

	/** CONNACK with code 0 and without session. */
	public static Connack connack() {
		return new Connack();
	}

	/** PUBLISH at QoS 0. */
	public static Publish publish(String topic, String payload) {
		return publish(topic, payload.getBytes(StandardCharsets.UTF_8));
	}

	/** PUBLISH at QoS 0. */
	public static Publish publish(String topic, byte[] payload) {
		return new Publish(topic, payload);
	}

	/** PUBACK with code 0. */
	public static Ack puback(int packetId) {
		return new Ack(PacketType.PUBACK).id(packetId);
	}

	/** PUBREC with code 0. */
	public static Ack pubrec(int packetId) {
		return new Ack(PacketType.PUBREC).id(packetId);
	}

	/** PUBREL with code 0. */
	public static Ack pubrel(int packetId) {
		return new Ack(PacketType.PUBREL).id(packetId);
	}

	/** PUBCOMP with code 0. */
	public static Ack pubcomp(int packetId) {
		return new Ack(PacketType.PUBCOMP).id(packetId);
	}

	/** SUBSCRIBE, still without a filter. */
	public static Subscribe subscribe(int packetId) {
		return new Subscribe().id(packetId);
	}

	/** SUBSCRIBE to one filter. */
	public static Subscribe subscribe(int packetId, String filter, int options) {
		return subscribe(packetId).filter(filter, options);
	}

	/** SUBACK. */
	public static CodesAck suback(int packetId, int... codes) {
		return new CodesAck(PacketType.SUBACK).answer(packetId, codes);
	}

	/** UNSUBSCRIBE. */
	public static Unsubscribe unsubscribe(int packetId, String... filters) {
		return new Unsubscribe(packetId, filters);
	}

	/** UNSUBACK; the codes count in MQTT 5 only. */
	public static CodesAck unsuback(int packetId, int... codes) {
		return new CodesAck(PacketType.UNSUBACK).answer(packetId, codes);
	}

	/** PINGREQ. */
	public static Ping pingreq() {
		return new Ping(PacketType.PINGREQ);
	}

	/** PINGRESP. */
	public static Ping pingresp() {
		return new Ping(PacketType.PINGRESP);
	}

	/** DISCONNECT with code 0. */
	public static Reasoned disconnect() {
		return disconnect(0);
	}

	/** DISCONNECT. */
	public static Reasoned disconnect(int code) {
		return new Reasoned(PacketType.DISCONNECT).code(code);
	}

	/** AUTH. */
	public static Reasoned auth(int code) {
		return new Reasoned(PacketType.AUTH).code(code);
	}

	/** AUTH with a method and data. */
	public static Reasoned auth(int code, String method, String data) {
		return auth(code).property(Property.AUTH_METHOD, method)
			.property(Property.AUTH_DATA, data.getBytes(StandardCharsets.UTF_8));
	}

}
