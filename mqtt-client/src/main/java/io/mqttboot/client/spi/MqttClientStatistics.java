package io.mqttboot.client.spi;

/**
 * What there is in a client at one moment.
 *
 * @param connected whether the server has let it in
 * @param inFlight QoS 1 and 2 messages that were sent and are not acknowledged
 * @param outboxMessages messages that are published and not delivered, those in flight
 * among them
 * @param outboxBytes bytes of those, with what it costs to keep them
 * @param handlerMessages messages that arrived and whose handlers are not done
 * @param outboxRejected messages that had no room in the outbox, since the client was
 * built
 * @param outboxDropped messages that made room for newer ones there, since then
 * @param lateAnswers answers that came when no request waited for them any more, since
 * then
 */
public record MqttClientStatistics(boolean connected, int inFlight, int outboxMessages, long outboxBytes,
		int handlerMessages, long outboxRejected, long outboxDropped, long lateAnswers) {
}
