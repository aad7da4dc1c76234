package io.mqttboot.client.metrics;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttClientDropCause;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientStatistics;
import io.mqttboot.client.spi.MqttPublishResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client tells its observer is what a registry shows.
 */
class MicrometerClientObserverTests {

	private static final String URI = "tcp://host:1883";

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final MicrometerClientObserver observer = new MicrometerClientObserver(this.registry, "edge");

	private double counter(String name, String... tags) {
		return this.registry.get(name).tag("client", "edge").tags(tags).functionCounter().count();
	}

	private long timer(String name, String... tags) {
		return this.registry.get(name).tag("client", "edge").tags(tags).timer().count();
	}

	@Test
	void every_series_exists_from_the_start_and_none_once_the_client_has_stopped() {
		this.observer.started(() -> new MqttClientStatistics(true, 1, 2, 3, 4, 0, 0, 0));
		int series = 0;
		for (ClientMeter meter : ClientMeter.values()) {
			series += meter.tags().stream().mapToInt((tag) -> tag.values().size()).reduce(1, (a, b) -> a * b);
		}
		assertThat(this.registry.getMeters()).extracting(Meter::getId)
			.filteredOn((id) -> id.getTag("le") == null) // buckets of timers
			.hasSize(series)
			.allMatch((id) -> "edge".equals(id.getTag("client")));
		this.observer.stopped();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void gauges_read_what_there_is() {
		this.observer.started(() -> new MqttClientStatistics(true, 1, 2, 3, 4, 0, 0, 0));
		assertThat(this.registry.get("mqtt.client.connected").gauge().value()).isOne();
		assertThat(this.registry.get("mqtt.client.inflight").gauge().value()).isOne();
		assertThat(this.registry.get("mqtt.client.outbox").gauge().value()).isEqualTo(2);
		assertThat(this.registry.get("mqtt.client.outbox.bytes").gauge().value()).isEqualTo(3);
		assertThat(this.registry.get("mqtt.client.handler.queue").gauge().value()).isEqualTo(4);
	}

	@Test
	void connections_are_counted_with_why_they_ended() {
		MqttClientException busy = new MqttClientException(MqttReasonCode.SERVER_BUSY, "busy");
		this.observer.attemptFailed(URI, busy);
		this.observer.connected(URI, false);
		this.observer.disconnected(URI, busy);
		this.observer.connected(URI, true);
		this.observer.disconnected(URI, null);
		this.observer.disconnected(URI, new MqttClientException(MqttReasonCode.GRANTED_QOS_1, "no error"));
		assertThat(counter("mqtt.client.attempts.failed", "reason", "server-busy")).isOne();
		assertThat(counter("mqtt.client.connects")).isEqualTo(2);
		assertThat(counter("mqtt.client.reconnects")).isOne();
		assertThat(counter("mqtt.client.disconnects", "reason", "server-busy")).isOne();
		assertThat(counter("mqtt.client.disconnects", "reason", "normal")).isEqualTo(2);
	}

	@Test
	void packets_are_counted_by_type() {
		this.observer.packetSent(1, 20);
		this.observer.packetReceived(15, 30);
		assertThat(counter("mqtt.client.packets.out", "type", "connect")).isOne();
		assertThat(counter("mqtt.client.bytes.out", "type", "connect")).isEqualTo(20);
		assertThat(counter("mqtt.client.packets.in", "type", "auth")).isOne();
		assertThat(counter("mqtt.client.bytes.in", "type", "auth")).isEqualTo(30);
	}

	@Test
	void messages_are_timed_by_what_became_of_them() {
		this.observer.messagePublished(MqttQos.EXACTLY_ONCE, MqttPublishResult.State.ACKNOWLEDGED,
				TimeUnit.MILLISECONDS.toNanos(7));
		this.observer.messageFailed(MqttQos.AT_LEAST_ONCE, MqttReasonCode.QUOTA_EXCEEDED, 1);
		this.observer.messageFailed(MqttQos.AT_LEAST_ONCE, MqttReasonCode.SUCCESS, 1);
		this.observer.messageHandled(MqttQos.AT_MOST_ONCE, 5, null);
		this.observer.messageHandled(MqttQos.AT_MOST_ONCE, 5, new IllegalStateException());
		this.observer.messageDropped(MqttClientDropCause.NO_HANDLER);
		assertThat(timer("mqtt.client.publish", "qos", "2", "outcome", "acknowledged")).isOne();
		assertThat(timer("mqtt.client.publish", "qos", "1", "outcome", "failed")).isEqualTo(2);
		assertThat(counter("mqtt.client.publish.failures", "reason", "quota-exceeded")).isOne();
		assertThat(counter("mqtt.client.publish.failures", "reason", "unspecified-error")).isOne();
		assertThat(timer("mqtt.client.handler", "outcome", "handled")).isOne();
		assertThat(timer("mqtt.client.handler", "outcome", "failed")).isOne();
		assertThat(counter("mqtt.client.dropped", "cause", "no-handler")).isOne();
	}

}
