package io.mqttboot.server.metrics;

import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.server.MqttServerStatistics;
import io.mqttboot.server.spi.MqttOverloadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MicrometerServerStatisticsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final MicrometerServerStatistics statistics = new MicrometerServerStatistics(
			MicrometerServerStatisticsTests::numbered);

	@ParameterizedTest
	@CsvSource({ "mqtt.connections.accepted, 1", "mqtt.connections.closed, 2", "mqtt.connections.size, 3",
			"mqtt.messages.handled.packets, 4", "mqtt.messages.handled.bytes, 5", "mqtt.messages.received.packets, 6",
			"mqtt.messages.received.bytes, 7", "mqtt.messages.send.packets, 8", "mqtt.messages.send.bytes, 9",
			"mqtt.server.connections, 3", "mqtt.server.sessions, 10", "mqtt.server.clients, 11",
			"mqtt.server.subscriptions, 12", "mqtt.server.retained, 13", "mqtt.server.retained.bytes, 14",
			"mqtt.server.delayed, 15", "mqtt.server.queued, 16", "mqtt.server.queued.bytes, 17",
			"mqtt.server.inflight, 18", "mqtt.server.overload.state, 2" })
	void each_gauge_reads_its_own_figure(String name, double figure) {
		this.statistics.bindTo(this.registry);
		assertThat(this.registry.get(name).gauge().value()).isEqualTo(figure);
	}

	@ParameterizedTest
	@CsvSource({ "mqtt.server.packets.in, type, connect, 101", "mqtt.server.packets.in, type, publish, 103",
			"mqtt.server.packets.in, type, auth, 115", "mqtt.server.packets.out, type, connack, 202",
			"mqtt.server.packets.out, type, pingresp, 213", "mqtt.server.messages.in, qos, 0, 300",
			"mqtt.server.messages.in, qos, 2, 302", "mqtt.server.messages.out, qos, 1, 401" })
	void each_counter_reads_the_figure_of_its_tag(String name, String tag, String value, double figure) {
		this.statistics.bindTo(this.registry);
		assertThat(this.registry.get(name).tag(tag, value).functionCounter().count()).isEqualTo(figure);
	}

	@Test
	void bytes_are_counters_without_tags() {
		this.statistics.bindTo(this.registry);
		assertThat(this.registry.get("mqtt.server.bytes.in").functionCounter().count()).isEqualTo(7);
		assertThat(this.registry.get("mqtt.server.bytes.out").functionCounter().count()).isEqualTo(9);
	}

	@Test
	void the_documented_nine_have_no_tags() {
		this.statistics.bindTo(this.registry);
		assertThat(this.registry.getMeters()
			.stream()
			.filter((meter) -> !meter.getId().getName().startsWith("mqtt.server."))).hasSize(9)
			.allSatisfy((meter) -> assertThat(meter.getId().getTags()).isEmpty());
	}

	@Test
	void one_scrape_asks_the_server_once_and_the_next_one_again() {
		AtomicInteger asked = new AtomicInteger();
		AtomicLong now = new AtomicLong();
		MicrometerServerStatistics counted = new MicrometerServerStatistics(() -> {
			asked.incrementAndGet();
			return numbered();
		}, now::get);
		counted.bindTo(this.registry);
		scrape();
		assertThat(asked).hasValue(1);
		now.addAndGet(1_000_000_000);
		scrape();
		assertThat(asked).hasValue(2);
		Reference.reachabilityFence(counted);
	}

	private void scrape() {
		this.registry.getMeters().forEach((meter) -> meter.measure().forEach((measured) -> measured.getValue()));
	}

	static MqttServerStatistics numbered() {
		return new MqttServerStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
				LongStream.rangeClosed(101, 115).boxed().toList(), LongStream.rangeClosed(201, 215).boxed().toList(),
				List.of(300L, 301L, 302L), List.of(400L, 401L, 402L), MqttOverloadState.PAUSE, true, 19);
	}

}
