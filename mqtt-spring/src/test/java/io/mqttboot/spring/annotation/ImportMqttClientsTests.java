package io.mqttboot.spring.annotation;

import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.service.MqttExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.messaging.handler.annotation.DestinationVariable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Interface clients and listeners as beans, and what a native image has to know of them.
 */
class ImportMqttClientsTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final MqttClient client = MqttClient.create().version(MqttVersion.MQTT_5).build();

	record Question(String text) {
	}

	record Answer(String text) {
	}

	record Reading(double celsius) {
	}

	@MqttExchange("devices/{id}")
	interface DeviceApi {

		@MqttExchange("rpc")
		CompletableFuture<Answer> ask(@DestinationVariable String id, Question question);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportMqttClients(DeviceApi.class)
	static class ByType {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportMqttClients(basePackages = "io.mqttboot.spring.annotation")
	static class ByPackage {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportMqttClients(types = DeviceApi.class, client = "edge")
	@ImportMqttClients(types = DeviceApi.class, client = "cloud")
	static class Named {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMqtt
	static class Listening {

	}

	static class Listener {

		@MqttListener("devices/{id}")
		Answer temperature(@DestinationVariable String id, Reading reading) {
			return new Answer(id + reading);
		}

		@MqttServerListener("a")
		@MqttServerListener("b")
		void several(Question question) {
		}

	}

	@AfterEach
	void stop() {
		this.context.close();
		this.client.stop();
	}

	@Test
	void an_interface_is_a_bean() {
		start(ByType.class);
		assertThat(this.context.getBean(DeviceApi.class).ask("7", new Question("x"))).isNotDone();
	}

	@Test
	void interfaces_are_found_by_their_package() {
		start(ByPackage.class);
		assertThat(this.context.getBeansOfType(DeviceApi.class)).hasSize(1);
	}

	@Test
	void an_interface_may_have_a_bean_for_each_client() {
		start(Named.class);
		assertThat(this.context.getBeanNamesForType(DeviceApi.class))
			.containsExactlyInAnyOrder(DeviceApi.class.getName() + "#edge", DeviceApi.class.getName() + "#cloud");
		this.context.getBean(DeviceApi.class.getName() + "#edge", DeviceApi.class).ask("7", new Question("x"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.context.getBean(MqttTemplate.class).client("none"))
			.withMessageContaining("'none'");
	}

	@Test
	void a_native_image_knows_proxies_payloads_and_answers() {
		RuntimeHints hints = hints(ByType.class);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(DeviceApi.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Question.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Answer.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
	}

	@Test
	void a_native_image_knows_listener_methods_their_payloads_and_answers() {
		this.context.registerBean("listener", Listener.class);
		RuntimeHints hints = hints(Listening.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Listener.class, "temperature"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Listener.class, "several")).accepts(hints);
		for (Class<?> type : new Class<?>[] { Reading.class, Answer.class, Question.class }) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		}
	}

	private RuntimeHints hints(Class<?> configuration) {
		this.context.register(configuration);
		TestGenerationContext generation = new TestGenerationContext();
		new ApplicationContextAotGenerator().processAheadOfTime(this.context, generation);
		return generation.getRuntimeHints();
	}

	private void start(Class<?> configuration) {
		MqttClients clients = (name) -> {
			if (name.equals("none")) {
				throw new IllegalArgumentException("there is no MQTT client 'none'");
			}
			return this.client;
		};
		MqttTemplate template = MqttTemplate.builder(clients).build();
		template.setDefaultDestination("d");
		this.context.registerBean(MqttTemplate.class, () -> template);
		this.context.register(configuration);
		this.context.refresh();
	}

}
