package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.MqttTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MqttTemplateAutoConfigurationTests {

	private final MqttServer server = MqttServer.create().port(0).start();

	private final BlockingQueue<MqttMessage> published = new LinkedBlockingQueue<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MqttClientAutoConfiguration.class, MqttTemplateAutoConfiguration.class))
		.withPropertyValues("mqtt.client.port=" + this.server.port(), "mqtt.client.client-id=app");

	@BeforeEach
	void listen() {
		this.server.subscribe("#", MqttQos.EXACTLY_ONCE, (publisher, message) -> this.published.add(message));
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void a_call_that_names_nothing_takes_everything_from_the_properties() {
		this.runner
			.withPropertyValues("mqtt.producer.defaultTopic=testtopic/test1", "mqtt.producer.defaultQos=2",
					"mqtt.producer.defaultRetained=true")
			.run((context) -> {
				context.getBean(MqttOperations.class).send("hello").get(10, TimeUnit.SECONDS);
				MqttMessage message = next();
				assertThat(message.topic()).isEqualTo("testtopic/test1");
				assertThat(message.qos()).isEqualTo(MqttQos.EXACTLY_ONCE);
				assertThat(MqttPayload.text(message.payload())).isEqualTo("hello");
				assertThat(this.server.statistics().retained()).isEqualTo(1);
			});
	}

	@Test
	void without_properties_it_is_quality_1_and_a_topic_must_be_named() {
		this.runner.run((context) -> {
			MqttTemplate template = context.getBean(MqttTemplate.class);
			template.send("t", "hello").get(10, TimeUnit.SECONDS);
			assertThat(next().qos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
			assertThatIllegalStateException().isThrownBy(() -> template.send("nowhere"))
				.withMessageContaining("mqtt.producer.default-topic");
		});
	}

	@Test
	void it_sends_with_other_clients_by_their_names() {
		this.runner.withPropertyValues("mqtt.clients.edge.handler-threads=1").run((context) -> {
			MqttTemplate template = context.getBean(MqttTemplate.class);
			BlockingQueue<String> publishers = new LinkedBlockingQueue<>();
			this.server.subscribe("who", MqttQos.AT_LEAST_ONCE,
					(publisher, message) -> publishers.add(String.valueOf(publisher)));
			template.client("edge").send("who", "m").get(10, TimeUnit.SECONDS);
			assertThat(publishers.poll(10, TimeUnit.SECONDS)).isEqualTo("app-edge");
			template.client("default").send("who", "m").get(10, TimeUnit.SECONDS);
			assertThat(publishers.poll(10, TimeUnit.SECONDS)).isEqualTo("app");
			assertThatIllegalArgumentException().isThrownBy(() -> template.client("ghost"))
				.withMessageContaining("ghost");
			assertThat(context.getBean(MqttClients.class).client("edge"))
				.isSameAs(context.getBean(MqttClientRegistry.class).get("edge"));
		});
	}

	@Test
	void objects_are_json_as_the_application_writes_it() {
		this.runner.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE")
			.run((context) -> {
				context.getBean(MqttTemplate.class).send("t", new Reading(21)).get(10, TimeUnit.SECONDS);
				assertThat(MqttPayload.text(next().payload())).isEqualTo("{\"degrees_celsius\":21}");
			});
		this.runner.run((context) -> {
			context.getBean(MqttTemplate.class).send("t", new Reading(21)).get(10, TimeUnit.SECONDS);
			assertThat(MqttPayload.text(next().payload())).isEqualTo("{\"degreesCelsius\":21}");
		});
	}

	@Test
	void text_is_sent_without_jackson() {
		this.runner.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> {
				context.getBean(MqttTemplate.class).send("t", "plain").get(10, TimeUnit.SECONDS);
				assertThat(MqttPayload.text(next().payload())).isEqualTo("plain");
			});
	}

	@Test
	void the_converter_of_the_application_comes_first_and_others_are_left_alone() {
		this.runner.withBean("stompConverter", MessageConverter.class, StringMessageConverter::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(MqttTemplate.class)
				.satisfies((template) -> assertThat(template.getMessageConverter())
					.isNotSameAs(context.getBean("stompConverter"))));
		this.runner.withBean("mqttMessageConverter", MessageConverter.class, StringMessageConverter::new)
			.run((context) -> assertThat(context.getBean(MqttTemplate.class).getMessageConverter())
				.isSameAs(context.getBean("mqttMessageConverter")));
	}

	@Test
	void the_template_of_the_application_comes_first() {
		this.runner
			.withBean("own", MqttTemplate.class,
					() -> new MqttTemplate(MqttClient.create().port(this.server.port()).build()))
			.run((context) -> assertThat(context).hasSingleBean(MqttTemplate.class).hasBean("own"));
	}

	@Test
	void a_bad_default_is_reported_by_its_key() {
		this.runner.withPropertyValues("mqtt.producer.default-topic=a/#")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("'mqtt.producer.default-topic' is 'a/#'"));
		this.runner.withPropertyValues("mqtt.producer.default-qos=3")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("'mqtt.producer.default-qos' is '3'"));
	}

	@Test
	void there_is_none_where_no_client_is_meant() {
		this.runner
			.withPropertyValues("mqtt.client.enabled=false", "mqtt.clients.a.debug=true", "mqtt.clients.b.debug=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttTemplate.class));
		this.runner.withPropertyValues("mqtt.client.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttTemplate.class));
	}

	@Test
	void publications_are_observed_where_there_is_a_registry() {
		Set<String> observed = new ConcurrentSkipListSet<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Names(observed));
		this.runner.withBean(ObservationRegistry.class, () -> registry).run((context) -> {
			context.getBean(MqttTemplate.class).send("t", "m").get(10, TimeUnit.SECONDS);
			assertThat(observed).contains("mqtt.publish");
		});
	}

	private MqttMessage next() throws InterruptedException {
		MqttMessage next = this.published.poll(10, TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		return next;
	}

	record Reading(int degreesCelsius) {
	}

	record Names(Set<String> observed) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			this.observed.add(String.valueOf(context.getName()));
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
