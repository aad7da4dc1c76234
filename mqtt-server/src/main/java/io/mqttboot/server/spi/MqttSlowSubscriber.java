package io.mqttboot.server.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * A client that takes long for its messages.
 *
 * @param clientId the client
 * @param longest the longest that a message took since it is remembered
 * @param topic the topic of that message
 * @param last how long the last message took that took too long
 * @param messages how many messages took too long
 * @param since when the first of them did
 * @param at when the last of them did
 */
public record MqttSlowSubscriber(String clientId, Duration longest, String topic, Duration last, long messages,
		Instant since, Instant at) {

}
