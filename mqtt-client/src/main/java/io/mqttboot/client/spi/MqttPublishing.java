package io.mqttboot.client.spi;

import java.util.concurrent.CompletableFuture;

/**
 * What becomes of a message that was given to a file outbox, step by step. Both futures
 * are completed on the client's thread for results.
 *
 * @param stored completes with state {@code STORED} when the message outlives the
 * process, as the outbox's settings say; fails if it could not be written, and then the
 * message is not delivered either
 * @param delivered completes with state {@code ACKNOWLEDGED} when the server has the
 * message; fails if the server refuses it, or this client ends before: what was stored is
 * then delivered by the next client with this outbox
 */
public record MqttPublishing(CompletableFuture<MqttPublishResult> stored,
		CompletableFuture<MqttPublishResult> delivered) {
}
