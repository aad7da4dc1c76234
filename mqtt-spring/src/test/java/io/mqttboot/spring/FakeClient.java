package io.mqttboot.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.spi.MqttPublishResult;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps what it is given.
 */
final class FakeClient implements ClientPort {

	final List<MqttMessage> published = new ArrayList<>();

	CompletableFuture<MqttPublishResult> result = CompletableFuture.completedFuture(MqttPublishResult.ACKNOWLEDGED);

	final CompletableFuture<MqttMessage> answer = new CompletableFuture<>();

	boolean properties = true;

	@Nullable Duration timeout;

	@Nullable String replyTopic;

	@Nullable Predicate<MqttMessage> answers;

	MqttMessage last() {
		return this.published.get(this.published.size() - 1);
	}

	@Override
	public boolean hasProperties() {
		return this.properties;
	}

	@Override
	public CompletableFuture<MqttPublishResult> publish(MqttMessage message) {
		this.published.add(message);
		return this.result;
	}

	@Override
	public CompletableFuture<MqttMessage> request(MqttMessage message, Duration max) {
		this.published.add(message);
		this.timeout = max;
		return this.answer;
	}

	@Override
	public CompletableFuture<MqttMessage> request(MqttMessage message, String topic, Predicate<MqttMessage> test,
			Duration max) {
		this.replyTopic = topic;
		this.answers = test;
		return request(message, max);
	}

	MqttTemplate.Builder template() {
		return new MqttTemplate.Builder((builder) -> this, null);
	}

}
