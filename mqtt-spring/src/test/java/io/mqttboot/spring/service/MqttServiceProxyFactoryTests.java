package io.mqttboot.spring.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.MqttRequestTimeoutException;
import io.mqttboot.spring.MqttTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Interface clients, with a server of our own and a device that answers.
 */
class MqttServiceProxyFactoryTests {

	private static final long PATIENCE = 10;

	private static final MqttServer SERVER = MqttServer.create().port(0).webSocketPort(0).build();

	private static MqttClient client = MqttClient.create().build();

	record Command(String name) {
	}

	record Answer(String text) {
	}

	@MqttExchange("devices/{id}")
	interface DeviceApi {

		@MqttExchange(value = "cmd", qos = "2", retained = "true", expiry = "1m")
		void command(@DestinationVariable String id, @Header String source, @Payload Command command);

		@MqttExchange(value = "cfg", qos = "${qos}")
		CompletableFuture<MqttPublishResult> config(@DestinationVariable("id") int device, Command command);

		@MqttExchange("text")
		CompletionStage<Void> text(@DestinationVariable String id, String text);

		@MqttExchange(value = "rpc", timeout = "5s")
		Answer ask(@DestinationVariable String id, Command command);

		@MqttExchange("list")
		CompletableFuture<List<Answer>> list(@DestinationVariable String id);

		@MqttExchange(value = "silent", timeout = "20ms")
		Answer silent(@DestinationVariable String id);

		@MqttExchange(value = "old", replyTopic = "devices/{id}/old/reply", correlateBy = "/name")
		Answer old(@DestinationVariable String id, Command command);

		default String describe() {
			return "devices";
		}

	}

	@BeforeAll
	static void start() throws Exception {
		SERVER.start();
		client = MqttClient.create().port(SERVER.port()).clientId("service").version(MqttVersion.MQTT_5).connect();
		answer("devices/+/rpc", (request) -> "{\"text\":\"" + request + "\"}");
		answer("devices/+/list", (request) -> "[{\"text\":\"a\"},{\"text\":\"b\"}]");
		SERVER.subscribe("devices/+/old", MqttQos.AT_LEAST_ONCE, (publisher, request) -> SERVER
			.publishAll(request.topic() + "/reply", "{\"name\":\"x\",\"text\":\"old\"}"));
	}

	private static void answer(String filter, UnaryOperator<String> answer) {
		SERVER.subscribe(filter, MqttQos.AT_LEAST_ONCE, (publisher, request) -> {
			String topic = String.valueOf(request.properties().responseTopic());
			SERVER.publish(MqttMessage
				.of(topic, answer.apply(String.valueOf(request.topic().length())), MqttQos.AT_LEAST_ONCE, false)
				.withProperties(request.properties()));
		});
	}

	@AfterAll
	static void stop() {
		client.stop();
		SERVER.stop();
	}

	private final DeviceApi devices = api(DeviceApi.class);

	private static <T> T api(Class<T> type) {
		return MqttServiceProxyFactory.builder(new MqttTemplate(client))
			.embeddedValueResolver((text) -> text.replace("${qos}", "0"))
			.build()
			.createClient(type);
	}

	@Test
	void a_method_that_returns_nothing_publishes() throws Exception {
		CompletableFuture<MqttMessage> arrived = arrival("devices/7/cmd");
		this.devices.command("7", "ui", new Command("reboot"));
		MqttMessage message = arrived.get(PATIENCE, TimeUnit.SECONDS);
		assertThat(MqttPayload.text(message.payload())).isEqualTo("{\"name\":\"reboot\"}");
		assertThat(message.qos()).isEqualTo(MqttQos.EXACTLY_ONCE);
		assertThat(message.properties().messageExpirySeconds()).isBetween(59L, 60L);
		assertThat(message.properties().userProperties()).containsExactly(new MqttUserProperty("source", "ui"));
	}

	@Test
	void a_method_that_returns_a_result_says_what_became_of_the_message() {
		assertThat(this.devices.config(7, new Command("x"))).succeedsWithin(Duration.ofSeconds(PATIENCE))
			.isEqualTo(MqttPublishResult.SENT);
		assertThat(this.devices.text("7", "x").toCompletableFuture()).succeedsWithin(Duration.ofSeconds(PATIENCE));
	}

	@Test
	void a_method_that_returns_something_else_asks() {
		assertThat(this.devices.ask("7", new Command("x"))).isEqualTo(new Answer("13"));
		assertThat(this.devices.list("7")).succeedsWithin(Duration.ofSeconds(PATIENCE))
			.isEqualTo(List.of(new Answer("a"), new Answer("b")));
	}

	@Test
	void a_method_may_ask_those_who_know_no_response_topic() {
		assertThat(this.devices.old("7", new Command("x"))).isEqualTo(new Answer("old"));
	}

	@Test
	void no_answer_in_time_is_a_failure() {
		assertThatExceptionOfType(MqttRequestTimeoutException.class).isThrownBy(() -> this.devices.silent("7"))
			.withMessageContaining("devices/7/silent");
	}

	@Test
	void other_methods_are_those_of_an_object_and_defaults() {
		assertThat(this.devices.describe()).isEqualTo("devices");
		assertThat(this.devices).isEqualTo(this.devices)
			.isNotEqualTo(api(DeviceApi.class))
			.hasSameHashCodeAs(this.devices);
		assertThat(this.devices.toString()).contains("DeviceApi");
	}

	interface WithoutVariable {

		@MqttExchange("devices/{id}")
		void send(String id);

	}

	interface WithTwoPayloads {

		@MqttExchange("devices")
		void send(String one, String two);

	}

	interface WithoutPlace {

		@MqttExchange("devices")
		void send(@DestinationVariable String id);

	}

	@Test
	void what_cannot_be_understood_is_refused_with_its_method() {
		assertThatIllegalArgumentException().isThrownBy(() -> api(WithoutVariable.class))
			.withMessageContaining("WithoutVariable.send")
			.withMessageContaining("'id'");
		assertThatIllegalArgumentException().isThrownBy(() -> api(WithTwoPayloads.class))
			.withMessageContaining("WithTwoPayloads.send");
		assertThatIllegalArgumentException().isThrownBy(() -> api(WithoutPlace.class))
			.withMessageContaining("WithoutPlace.send")
			.withMessageContaining("'id'");
		assertThatIllegalArgumentException().isThrownBy(() -> api(Runnable.class))
			.withMessageContaining("no method with @MqttExchange");
		assertThatIllegalArgumentException().isThrownBy(() -> api(String.class)).withMessageContaining("no interface");
	}

	private static CompletableFuture<MqttMessage> arrival(String topic) {
		CompletableFuture<MqttMessage> arrived = new CompletableFuture<>();
		SERVER.subscribe(topic, MqttQos.EXACTLY_ONCE, (publisher, message) -> {
			message.keep();
			arrived.complete(message);
		});
		return arrived;
	}

}
