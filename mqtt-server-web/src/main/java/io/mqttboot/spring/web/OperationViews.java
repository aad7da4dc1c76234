package io.mqttboot.spring.web;

import java.util.Map;

import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.spi.MqttAddressTraffic;
import io.mqttboot.server.spi.MqttSlowSubscriber;
import io.mqttboot.server.spi.MqttTraceStep;
import org.jspecify.annotations.Nullable;

/**
 * What those who look at the work of the server are shown. A trace shows no payloads
 * here: whose messages a caller may read is asked elsewhere.
 */
final class OperationViews {

	private OperationViews() {
	}

	static Map<String, @Nullable Object> of(MqttSlowSubscriber slow) {
		return View.of("clientId", slow.clientId(), "longestMillis", slow.longest().toMillis(), "topic", slow.topic(),
				"lastMillis", slow.last().toMillis(), "messages", slow.messages(), "since", slow.since().toEpochMilli(),
				"at", slow.at().toEpochMilli(), "queuedMessages", slow.queuedMessages(), "queuedBytes",
				slow.queuedBytes(), "inflight", slow.inflight());
	}

	static Map<String, @Nullable Object> of(MqttAddressTraffic traffic) {
		return View.of("address", traffic.address(), "connections", traffic.connections(), "accepted",
				traffic.accepted(), "refused", traffic.refused(), "messagesIn", traffic.messagesIn(), "messagesOut",
				traffic.messagesOut(), "bytesIn", traffic.bytesIn(), "bytesOut", traffic.bytesOut(), "at",
				traffic.at().toEpochMilli());
	}

	static Map<String, @Nullable Object> of(MqttTraceStep step) {
		Map<String, @Nullable Object> view = View.of("message", step.message(), "at", step.at().toEpochMilli(), "step",
				step.kind().name(), "topic", step.topic(), "qos", step.qos().value(), "retain", step.retain(),
				"payloadBytes", step.payloadBytes(), "publisher", step.publisher(), "receiver", step.receiver());
		if (step.receivers() >= 0) {
			view.put("receivers", step.receivers());
		}
		if (step.cause() != null) {
			view.put("cause", step.cause().tag());
		}
		return view;
	}

	/**
	 * Reads what is to be followed: a client, a topic filter, or both.
	 * @throws ApiFailure if it is neither, or no topic filter
	 */
	static MqttTraceOptions trace(@Nullable String clientId, @Nullable String filter) {
		String client = (clientId == null || clientId.isEmpty()) ? null : clientId;
		if (filter == null || filter.isEmpty()) {
			if (client == null) {
				throw ApiFailure.parameter("'clientId' or 'filter' is missing");
			}
			return MqttTraceOptions.ofClient(client);
		}
		MqttTraceOptions topics = MqttTraceOptions.ofTopic(FeedInput.filter(filter));
		return new MqttTraceOptions(client, topics.topicFilter(), topics.duration(), topics.stepsMax(),
				topics.bytesMax(), false);
	}

	static String target(MqttTraceOptions options) {
		return (options.clientId() != null) ? "client " + options.clientId() : "topic " + options.topicFilter();
	}

}
