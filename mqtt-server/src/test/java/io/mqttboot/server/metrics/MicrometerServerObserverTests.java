package io.mqttboot.server.metrics;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MicrometerServerObserverTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final MicrometerServerObserver observer = new MicrometerServerObserver(this.registry);

	@Test
	void a_client_counts_by_its_version_and_by_the_reason_it_goes() {
		this.observer.clientConnected("a", null, MqttVersion.MQTT_3_1_1, false);
		this.observer.clientConnected("b", "user", MqttVersion.MQTT_5, true);
		this.observer.clientDisconnected("a", null, MqttReasonCode.SUCCESS, MqttDisconnectedBy.CLIENT);
		this.observer.clientDisconnected("b", "user", MqttReasonCode.KEEP_ALIVE_TIMEOUT, MqttDisconnectedBy.SERVER);
		assertThat(count("mqtt.server.connects", "version", "3.1.1")).isEqualTo(1);
		assertThat(count("mqtt.server.connects", "version", "5.0")).isEqualTo(1);
		assertThat(count("mqtt.server.disconnects", "reason", "normal")).isEqualTo(1);
		assertThat(count("mqtt.server.disconnects", "reason", "keep-alive-timeout")).isEqualTo(1);
	}

	@Test
	void every_reason_code_has_a_counter_that_it_counts_in() {
		for (MqttReasonCode code : MqttReasonCode.values()) {
			this.observer.clientRefused(code);
			this.observer.clientDisconnected("a", null, code, MqttDisconnectedBy.SERVER);
		}
		assertThat(total("mqtt.server.refused")).isEqualTo(MqttReasonCode.values().length);
		assertThat(total("mqtt.server.disconnects")).isEqualTo(MqttReasonCode.values().length);
		assertThat(count("mqtt.server.refused", "reason", "not-authorized")).isEqualTo(1);
	}

	@Test
	void a_drop_counts_by_its_cause() {
		Stream.of(MqttDropCause.values()).forEach(this.observer::messageDropped);
		for (MqttDropCause cause : MqttDropCause.values()) {
			assertThat(count("mqtt.server.dropped", "cause", cause.tag())).isEqualTo(1);
		}
	}

	@Test
	void what_a_client_may_not_do_counts_by_its_action() {
		this.observer.denied(MqttRule.Action.PUBLISH);
		this.observer.denied(MqttRule.Action.SUBSCRIBE);
		this.observer.denied(MqttRule.Action.SUBSCRIBE);
		assertThat(count("mqtt.server.denied", "action", "publish")).isEqualTo(1);
		assertThat(count("mqtt.server.denied", "action", "subscribe")).isEqualTo(2);
	}

	@Test
	void a_store_that_fails_is_counted() {
		this.observer.storeFailed();
		assertThat(total("mqtt.server.store.failures")).isEqualTo(1);
	}

	@Test
	void an_event_that_was_not_told_is_counted() {
		this.observer.eventDropped();
		assertThat(total("mqtt.server.events.dropped")).isEqualTo(1);
	}

	@Test
	void a_state_of_overload_counts_when_it_is_come_to() {
		this.observer.overloadChanged(MqttOverloadState.NORMAL, MqttOverloadState.PAUSE);
		this.observer.overloadChanged(MqttOverloadState.PAUSE, MqttOverloadState.SHED);
		assertThat(count("mqtt.server.overload.changes", "state", "pause")).isEqualTo(1);
		assertThat(count("mqtt.server.overload.changes", "state", "shed")).isEqualTo(1);
		assertThat(total("mqtt.server.overload.changes")).isEqualTo(2);
	}

	@Test
	void who_publishes_or_connects_too_fast_is_counted() {
		this.observer.publisherThrottled();
		this.observer.clientFlapped("a", null);
		this.observer.clientFlapped("b", "user");
		assertThat(total("mqtt.server.throttled")).isEqualTo(1);
		assertThat(total("mqtt.server.flapping")).isEqualTo(2);
	}

	@Test
	void a_lost_connection_counts_as_lost() {
		this.observer.clientDisconnected("a", null, MqttReasonCode.UNSPECIFIED_ERROR, MqttDisconnectedBy.NETWORK);
		assertThat(count("mqtt.server.disconnects", "reason", "connection-lost")).isEqualTo(1);
	}

	@Test
	void an_acknowledgement_is_timed_by_quality_of_service() {
		this.observer.messageAcknowledged(MqttQos.AT_LEAST_ONCE, 2_000_000);
		this.observer.messageAcknowledged(MqttQos.EXACTLY_ONCE, 8_000_000);
		Timer qos2 = this.registry.get("mqtt.server.delivery").tag("qos", "2").timer();
		assertThat(qos2.count()).isEqualTo(1);
		assertThat(qos2.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(8);
	}

	@Test
	void the_registered_meters_are_those_of_the_catalogue_and_no_others() {
		new MicrometerServerStatistics(MicrometerServerStatisticsTests::numbered).bindTo(this.registry);
		// a registry may show the buckets of a timer as meters of their own
		assertThat(this.registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.syntheticAssociation() == null)
			.map(MicrometerServerObserverTests::describe)).containsExactlyInAnyOrderElementsOf(
					Stream.of(ServerMeter.values()).flatMap(MicrometerServerObserverTests::describe).toList());
	}

	@Test
	void counting_an_event_allocates_nothing() {
		// only HotSpot's own bean counts bytes
		com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		count(20_000);
		long before = threads.getCurrentThreadAllocatedBytes();
		count(10_000);
		long bytes = threads.getCurrentThreadAllocatedBytes() - before;
		// what the measuring itself takes is far below one byte an event
		assertThat(bytes).isLessThan(10_000);
	}

	private void count(int events) {
		for (int i = 0; i < events; i++) {
			this.observer.clientConnected("a", null, MqttVersion.MQTT_5, false);
			this.observer.clientDisconnected("a", null, MqttReasonCode.SUCCESS, MqttDisconnectedBy.CLIENT);
			this.observer.messageDropped(MqttDropCause.NOT_WRITABLE);
		}
	}

	private double count(String name, String tag, String value) {
		return this.registry.get(name).tag(tag, value).functionCounter().count();
	}

	private double total(String name) {
		return this.registry.get(name).functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
	}

	private static String describe(Meter.Id id) {
		return id.getName() + id.getTags() + " " + id.getDescription();
	}

	private static Stream<String> describe(ServerMeter meter) {
		List<String> tags = (meter.tag() == null) ? List.of("[]")
				: meter.tagValues().stream().map((value) -> "[tag(" + meter.tag() + "=" + value + ")]").toList();
		return tags.stream().map((tag) -> meter.meterName() + tag + " " + meter.description());
	}

}
