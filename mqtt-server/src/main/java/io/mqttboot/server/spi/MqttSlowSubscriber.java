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
 * @param queuedMessages how many messages wait for it now
 * @param queuedBytes about how many bytes those are
 * @param inflight how many messages it has and did not acknowledge
 */
public record MqttSlowSubscriber(String clientId, Duration longest, String topic, Duration last, long messages,
		Instant since, Instant at, int queuedMessages, long queuedBytes, int inflight) {

	/**
	 * Returns the same with what waits for it.
	 * @param queuedMessages how many messages wait for it now
	 * @param queuedBytes about how many bytes those are
	 * @param inflight how many messages it has and did not acknowledge
	 * @return the same client
	 */
	public MqttSlowSubscriber withWaiting(int queuedMessages, long queuedBytes, int inflight) {
		return new MqttSlowSubscriber(this.clientId, this.longest, this.topic, this.last, this.messages, this.since,
				this.at, queuedMessages, queuedBytes, inflight);
	}

}
