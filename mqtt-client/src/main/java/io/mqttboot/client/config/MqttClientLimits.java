package io.mqttboot.client.config;

/**
 * Every limit of a client.
 *
 * @param outboxMessagesMax the most messages that wait to be sent or acknowledged; what
 * is published beyond fails
 * @param outboxBytesMax the most bytes of topics and payloads of those
 * @param inFlightMax the most QoS 1 and 2 messages sent and not acknowledged, unless the
 * server takes fewer
 * @param receiveMax the most QoS 1 and 2 messages that the server may send before they
 * are acknowledged; told to an MQTT 5 server
 * @param handlerMessagesMax the most messages that wait for handlers; beyond, nothing is
 * read from the server until half of them are done
 * @param handlerBytesMax the most bytes of their payloads
 * @param packetBytesMax the largest packet accepted; told to an MQTT 5 server
 * @param topicAliasMax the most topic aliases that the server may use
 * @param requestsMax the most requests that wait for an answer; a further one fails
 */
public record MqttClientLimits(int outboxMessagesMax, long outboxBytesMax, int inFlightMax, int receiveMax,
		int handlerMessagesMax, long handlerBytesMax, int packetBytesMax, int topicAliasMax, int requestsMax) {

	/** What most applications can live with. */
	public static final MqttClientLimits DEFAULT = new MqttClientLimits(100_000, 64L * 1024 * 1024, 1_000, 1_000,
			10_000, 16L * 1024 * 1024, 1024 * 1024, 16, 1_000);

	public MqttClientLimits {
		positive("outboxMessagesMax", outboxMessagesMax);
		positive("outboxBytesMax", outboxBytesMax);
		between("inFlightMax", inFlightMax, 1, 65_535);
		between("receiveMax", receiveMax, 1, 65_535);
		positive("handlerMessagesMax", handlerMessagesMax);
		positive("handlerBytesMax", handlerBytesMax);
		between("packetBytesMax", packetBytesMax, 64, 268_435_460);
		between("topicAliasMax", topicAliasMax, 0, 65_535);
		positive("requestsMax", requestsMax);
	}

	private static void positive(String name, long value) {
		if (value < 1) {
			throw new IllegalArgumentException(name + " must be at least 1 but is " + value);
		}
	}

	private static void between(String name, int value, int min, int max) {
		if (value < min || value > max) {
			throw new IllegalArgumentException(name + " must be " + min + " to " + max + " but is " + value);
		}
	}

}
