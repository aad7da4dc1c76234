package io.mqttboot.spring.service;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttQos;
import io.mqttboot.spring.MqttMessageSpec;
import io.mqttboot.spring.MqttTopicTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.MimeType;

/**
 * The attributes of a method, those of its interface where it has none.
 *
 * @param topic the topic
 * @param qos the quality of service, {@code null} for the default
 * @param retained the retain flag, {@code null} for the default
 * @param expiry how long the message is worth anything, {@code null} for ever
 * @param contentType what the payload is, {@code null} for what the converter says
 * @param timeout how long to wait for the answer, {@code null} for the default
 * @param replyTopic where the answer comes, {@code null} for a response topic
 * @param correlateBy a JSON pointer, {@code null} for nothing
 */
record ExchangeAttributes(MqttTopicTemplate topic, @Nullable MqttQos qos, @Nullable Boolean retained,
		@Nullable Duration expiry, @Nullable MimeType contentType, @Nullable Duration timeout,
		@Nullable String replyTopic, @Nullable String correlateBy) {

	/** Reads the annotations of a method and its interface. */
	static ExchangeAttributes of(Class<?> type, Method method, UnaryOperator<String> resolver) {
		MqttExchange own = AnnotatedElementUtils.findMergedAnnotation(method, MqttExchange.class);
		MqttExchange common = AnnotatedElementUtils.findMergedAnnotation(type, MqttExchange.class);
		if (own == null) {
			throw new IllegalArgumentException(method + " is no @MqttExchange");
		}
		Reader reader = new Reader(own, common, resolver);
		return new ExchangeAttributes(MqttTopicTemplate.of(reader.topic()),
				reader.read(MqttExchange::qos, (text) -> MqttQos.of(Integer.parseInt(text))),
				reader.read(MqttExchange::retained, Boolean::valueOf),
				reader.read(MqttExchange::expiry, DurationFormatterUtils::detectAndParse),
				reader.read(MqttExchange::contentType, MimeType::valueOf),
				reader.read(MqttExchange::timeout, DurationFormatterUtils::detectAndParse),
				reader.read(MqttExchange::replyTopic, Function.identity()),
				reader.read(MqttExchange::correlateBy, Function.identity()));
	}

	/** Says to a message what is set. */
	void applyTo(MqttMessageSpec message) {
		if (this.qos != null) {
			message.qos(this.qos);
		}
		if (this.retained != null) {
			message.retained(this.retained);
		}
		if (this.expiry != null) {
			message.expiry(this.expiry);
		}
		if (this.contentType != null) {
			message.contentType(this.contentType);
		}
		if (this.timeout != null) {
			message.timeout(this.timeout);
		}
		if (this.replyTopic != null) {
			message.replyTopic(this.replyTopic);
		}
		if (this.correlateBy != null) {
			message.correlateBy(this.correlateBy);
		}
	}

	/** Two annotations, of which the method's wins. */
	private record Reader(MqttExchange own, @Nullable MqttExchange common, UnaryOperator<String> resolver) {

		String topic() {
			String begin = (this.common != null) ? this.resolver.apply(this.common.value()) : "";
			String end = this.resolver.apply(this.own.value());
			return (begin.isEmpty() || end.isEmpty()) ? begin + end : begin + "/" + end;
		}

		<T> @Nullable T read(Function<MqttExchange, String> attribute, Function<String, T> reading) {
			String text = this.resolver.apply(attribute.apply(this.own));
			if (text.isEmpty() && this.common != null) {
				text = this.resolver.apply(attribute.apply(this.common));
			}
			return text.isEmpty() ? null : reading.apply(text);
		}

	}

}
