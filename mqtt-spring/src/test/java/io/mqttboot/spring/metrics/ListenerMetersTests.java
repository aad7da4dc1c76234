package io.mqttboot.spring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.listener.MqttListenerContainerFactory;
import io.mqttboot.spring.listener.MqttListenerEndpoint;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerMetersTests {

	private final MqttClient client = MqttClient.create().build();

	private final MqttListenerContainerFactory factory = new MqttListenerContainerFactory((name) -> this.client);

	private final MqttListenerEndpointRegistry listeners = new MqttListenerEndpointRegistry();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@AfterEach
	void stop() {
		this.listeners.destroy();
		this.factory.destroy();
		this.client.stop();
	}

	@Test
	void every_listener_has_its_meters_whenever_it_is_registered() {
		register("early");
		new ListenerMeters(this.listeners).bindTo(this.registry);
		register("late");
		assertThat(this.registry.getMeters()).extracting(Meter::getId)
			.extracting(Meter.Id::getName, (id) -> id.getTag("listener"))
			.containsExactlyInAnyOrder(tuples("early", "late"));
	}

	@Test
	void subscriptions_made_at_run_time_have_none() {
		new ListenerMeters(this.listeners).bindTo(this.registry);
		register("subscription-1");
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void the_page_lists_them_all() throws IOException {
		new ListenerMeters(this.listeners).bindTo(this.registry);
		register("one");
		String page = Files.readString(Path.of("../docs/spring.md"));
		assertThat(this.registry.getMeters()).hasSize(5)
			.extracting(Meter::getId)
			.allSatisfy((id) -> assertThat(page).contains("| `" + id.getName() + "` | "
					+ id.getType().name().toLowerCase(Locale.ROOT) + " | " + id.getDescription() + " |"));
	}

	private static Tuple[] tuples(String... ids) {
		return Stream.of(ids)
			.flatMap((id) -> Stream.of("waiting", "processed", "retried", "recovered", "lost")
				.map((name) -> Tuple.tuple("mqtt.client.listener." + name, id)))
			.toArray(Tuple[]::new);
	}

	private void register(String id) {
		this.listeners.register(MqttListenerEndpoint.builder(id).topics("a").handler((received) -> null).build(),
				this.factory);
	}

}
