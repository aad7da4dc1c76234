package io.mqttboot.spring.annotation;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.MqttHeaders;
import io.mqttboot.spring.MqttServerTemplate;
import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.listener.MqttListenerContainer;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Listeners to the server of the same process: no client bean, no connection.
 */
class ServerListenerTests {

	private static final long PATIENCE = 10;

	private final MqttServer server = MqttServer.create().port(0).webSocketPort(0).build();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

	record Reading(double celsius) {
	}

	@AfterEach
	void stop() {
		this.context.close();
		this.server.stop();
	}

	@Test
	void a_listener_hears_what_clients_publish_and_who_they_are() throws Exception {
		start();
		try (MqttClient device = MqttClient.create().port(this.server.port()).clientId("device-1").connect()) {
			new MqttTemplate(device).send("devices/7/temp", new Reading(21));
			assertThat(next()).isEqualTo("7 21.0 device-1");
		}
	}

	@Test
	void a_listener_hears_what_the_server_publishes() throws Exception {
		start();
		this.server.publishAll("devices/8/temp", "{\"celsius\":3}");
		assertThat(next()).isEqualTo("8 3.0 null");
	}

	@Test
	void a_listener_answers_as_the_server() throws Exception {
		start();
		try (MqttClient device = MqttClient.create()
			.port(this.server.port())
			.clientId("device-1")
			.version(MqttVersion.MQTT_5)
			.connect()) {
			assertThat(new MqttTemplate(device).topic("rpc/double").payload(21).request(Integer.class)).isEqualTo(42);
		}
	}

	@Test
	void overlapping_topics_call_a_listener_once() throws Exception {
		start();
		this.server.publishAll("overlap/a", "x");
		this.server.publishAll("overlap/end", "x");
		assertThat(next()).isEqualTo("overlap overlap/a");
		assertThat(next()).isEqualTo("overlap overlap/end");
	}

	@Test
	void a_stopped_listener_hears_nothing() throws Exception {
		start();
		MqttListenerContainer container = this.context.getBean(MqttListenerEndpointRegistry.class).container("devices");
		assertThat(container).isNotNull();
		container.stop();
		this.server.publishAll("devices/8/temp", "{\"celsius\":3}");
		this.server.publishAll("overlap/end", "x");
		assertThat(next()).isEqualTo("overlap overlap/end");
		container.start();
		this.server.publishAll("devices/8/temp", "{\"celsius\":4}");
		assertThat(next()).isEqualTo("8 4.0 null");
	}

	@Test
	void the_context_may_stop_and_start_again() throws Exception {
		start();
		this.context.stop();
		this.context.start();
		this.server.publishAll("devices/8/temp", "{\"celsius\":3}");
		assertThat(next()).isEqualTo("8 3.0 null");
		assertThat(this.notes).isEmpty();
	}

	@Test
	void a_template_sends_as_the_server() throws Exception {
		start();
		new MqttServerTemplate(this.server).send("devices/9/temp", new Reading(1));
		assertThat(next()).isEqualTo("9 1.0 null");
	}

	@Test
	void without_a_server_the_start_fails_and_says_so() {
		this.context.register(Beans.class);
		this.context.registerBean("listener", Listener.class, () -> new Listener(this.notes));
		assertThatExceptionOfType(BeanInitializationException.class).isThrownBy(this.context::refresh)
			.withMessageContaining("Listener '")
			.withMessageContaining(MqttServer.class.getName());
	}

	private void start() {
		this.server.start();
		this.context.registerBean(MqttServer.class, () -> this.server);
		this.context.register(Beans.class);
		this.context.registerBean("listener", Listener.class, () -> new Listener(this.notes));
		this.context.refresh();
	}

	private String next() throws InterruptedException {
		String next = this.notes.poll(PATIENCE, TimeUnit.SECONDS);
		return (next != null) ? next : "nothing";
	}

	@EnableMqtt
	static class Beans {

	}

	static class Listener {

		private final BlockingQueue<String> notes;

		Listener(BlockingQueue<String> notes) {
			this.notes = notes;
		}

		@MqttServerListener(id = "devices", topics = "devices/{id}/temp")
		void temperature(@DestinationVariable String id, Reading reading,
				@Header(name = MqttHeaders.PUBLISHER, required = false) @Nullable String publisher) {
			this.notes.add(id + " " + reading.celsius() + " " + publisher);
		}

		@MqttServerListener("rpc/double")
		int twice(int number) {
			return 2 * number;
		}

		@MqttServerListener(topics = { "overlap/+", "overlap/#" })
		void overlap(@Header(MqttHeaders.TOPIC) String topic) {
			this.notes.add("overlap " + topic);
		}

	}

}
