package io.mqttboot.spring.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.MqttConnectingLifecycle;
import io.mqttboot.spring.MqttHeaders;
import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.listener.MqttDeadLetterRecoverer;
import io.mqttboot.spring.listener.MqttListenerConfigurer;
import io.mqttboot.spring.listener.MqttListenerContainer;
import io.mqttboot.spring.listener.MqttListenerContainerFactory;
import io.mqttboot.spring.listener.MqttListenerEndpoint;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import io.mqttboot.spring.listener.MqttListenerErrorHandler;
import io.mqttboot.spring.listener.MqttSubscription;
import io.mqttboot.spring.listener.MqttSubscriptions;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners in a context, with a server of our own and real clients.
 */
class ListenerIntegrationTests {

	private static final long PATIENCE = 10;

	private final MqttServer server = MqttServer.create().port(0).webSocketPort(0).start();

	private final int port = this.server.port();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private MqttVersion version = MqttVersion.MQTT_5;

	record Reading(double celsius) {
	}

	@AfterEach
	void stop() {
		this.context.close();
		this.server.stop();
	}

	// ------ arguments

	@Test
	void arguments_are_what_the_method_asks_for() throws Exception {
		Arguments listener = start(new Arguments());
		UUID id = UUID.randomUUID();
		template().topic("devices/{id}/temp", id).property("tenant", "t1").payload(new Reading(21.5)).send();
		assertThat(listener.next()).isEqualTo("record " + id + " 21.5 t1");
		template().send("text/a", 1, true, "hello");
		assertThat(listener.next()).isEqualTo("text hello false 1 text/a");
		template().send("raw/x/y", "z");
		assertThat(listener.next()).isEqualTo("raw x/y raw/x/y z");
		template().send("list", List.of(new Reading(1), new Reading(2)));
		assertThat(listener.next()).isEqualTo("list 2 1.0");
		template().send("number", "42");
		assertThat(listener.next()).isEqualTo("number 42");
		template().send("buffer", new byte[] { 7 });
		assertThat(listener.next()).isEqualTo("buffer 7");
	}

	static class Arguments extends Notes {

		@MqttListener("devices/{id}/temp")
		void record(@DestinationVariable UUID id, @Header String tenant, Reading reading) {
			note("record " + id + " " + reading.celsius() + " " + tenant);
		}

		@MqttListener("text/+")
		void text(String payload, @Header(MqttHeaders.RETAINED) boolean retained, @Header(MqttHeaders.QOS) int qos,
				@Header(MqttHeaders.TOPIC) String topic) {
			note("text " + payload + " " + retained + " " + qos + " " + topic);
		}

		@MqttListener("raw/{*rest}")
		void raw(@DestinationVariable String rest, MqttMessage message, Message<byte[]> spring) {
			note("raw " + rest + " " + message.topic() + " " + new String(spring.getPayload()));
		}

		@MqttListener("list")
		void list(@Payload List<Reading> readings) {
			note("list " + readings.size() + " " + readings.get(0).celsius());
		}

		@MqttListener("number")
		void number(int number) {
			note("number " + number);
		}

		@MqttListener("buffer")
		void buffer(ByteBuffer bytes) {
			note("buffer " + bytes.get());
		}

	}

	@ParameterizedTest
	@EnumSource
	void listeners_listen_in_every_version(MqttVersion each) throws Exception {
		this.version = each;
		Arguments listener = start(new Arguments());
		template().send("number", "42");
		assertThat(listener.next()).isEqualTo("number 42");
	}

	// ------ attributes

	@Test
	void attributes_hold_placeholders_and_expressions() throws Exception {
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("my.topic", "placed/{id}", "my.qos", "2")));
		Attributes listener = start(new Attributes());
		template().send("placed/1", "a");
		assertThat(listener.next()).isEqualTo("placed 1");
		template().send("x/1", "a");
		assertThat(listener.next()).isEqualTo("several x/1");
		template().send("y/1", "a");
		assertThat(listener.next()).isEqualTo("several y/1");
		MqttListenerContainer container = registry().container("placed");
		assertThat(container).isNotNull();
		assertThat(container.endpoint().qos()).isEqualTo(MqttQos.EXACTLY_ONCE);
		assertThat(container.endpoint().filters().keySet()).containsExactly("$share/billing/placed/+");
	}

	static class Attributes extends Notes {

		@MqttListener(id = "placed", topics = "${my.topic}", qos = "${my.qos}", group = "billing",
				concurrency = "#{2 * 2}")
		void placed(@DestinationVariable String id) {
			note("placed " + id);
		}

		@MqttListener("#{{'x/+', 'y/+'}}")
		void several(MqttMessage message) {
			note("several " + message.topic());
		}

	}

	@Test
	void a_listener_may_be_several_and_may_be_hidden_in_another_annotation() throws Exception {
		Composed listener = start(new Composed());
		template().send("a", "1");
		assertThat(listener.next()).isEqualTo("twice a");
		template().send("b", "1");
		assertThat(listener.next()).isEqualTo("twice b");
		template().send("alarms/7", "1");
		assertThat(listener.next()).isEqualTo("alarm 7");
		assertThat(registry().containers()).extracting(MqttListenerContainer::id)
			.containsExactlyInAnyOrder("listener.twice", "listener.twice#2", "listener.alarm");
	}

	/** Listens below alarms/. */
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@MqttListener(qos = "2")
	@interface AlarmListener {

		/** The topics. */
		@AliasFor(annotation = MqttListener.class, attribute = "topics")
		String[] value();

	}

	static class Composed extends Notes {

		@MqttListener("a")
		@MqttListener("b")
		void twice(MqttMessage message) {
			note("twice " + message.topic());
		}

		@AlarmListener("alarms/{id}")
		void alarm(@DestinationVariable String id) {
			note("alarm " + id);
		}

	}

	// ------ answers

	@Test
	void what_a_method_returns_is_the_answer() throws Exception {
		start(new Answers());
		assertThat(template().topic("rpc/{id}/sum", 7).payload(new int[] { 1, 2, 3 }).request(Integer.class))
			.isEqualTo(6);
		assertThat(template().topic("rpc/later").payload("x").request(String.class)).isEqualTo("later x");
	}

	@Test
	void an_answer_before_mqtt_5_goes_to_a_topic_of_its_own() throws Exception {
		this.version = MqttVersion.MQTT_3_1_1;
		start(new Answers());
		Map<?, ?> answer = template().topic("old/{id}", 7)
			.payload(Map.of("op", "add"))
			.replyTopic("old/{id}/reply")
			.correlateBy("/requestId")
			.request(Map.class);
		assertThat(answer).isNotNull();
		assertThat(answer.get("op")).isEqualTo("add");
		assertThat(answer.get("done")).isEqualTo(true);
	}

	static class Answers {

		@MqttListener("rpc/{id}/sum")
		int sum(int[] numbers) {
			return IntStream.of(numbers).sum();
		}

		@MqttListener("rpc/later")
		CompletableFuture<String> later(String text) {
			return CompletableFuture.supplyAsync(() -> "later " + text);
		}

		@MqttListener("old/{id}")
		@SendTo("old/{id}/reply")
		Map<String, Object> old(Map<String, Object> request) {
			return Map.of("op", request.get("op"), "requestId", request.get("requestId"), "done", true);
		}

	}

	// ------ failures

	@Test
	void a_message_that_fails_for_ever_becomes_a_dead_letter_and_others_go_on() throws Exception {
		Failing listener = start(new Failing());
		template().send("work/1", "bad");
		template().send("work/1", "good");
		assertThat(listener.next()).isEqualTo("try bad");
		assertThat(listener.next()).isEqualTo("try bad");
		assertThat(List.of(listener.next(), listener.next()))
			.containsExactlyInAnyOrder("letter work/1 bad " + IllegalStateException.class.getName() + " 2", "try good");
	}

	@Test
	void a_payload_that_does_not_fit_becomes_a_dead_letter_at_once() throws Exception {
		Failing listener = start(new Failing());
		template().send("reading", "no json");
		assertThat(listener.next()).startsWith("letter reading no json ").endsWith("1");
		template().send("reading", new Reading(-300));
		assertThat(listener.next()).startsWith("letter reading {\"celsius\":-300.0} ").endsWith("1");
		template().send("reading", new Reading(3));
		assertThat(listener.next()).isEqualTo("reading 3.0");
		template().send("uuid/none", "x");
		assertThat(listener.next()).startsWith("letter uuid/none x ").endsWith("1");
	}

	@Test
	void an_error_handler_is_a_bean() throws Exception {
		Failing listener = start(new Failing());
		template().send("handled", "x");
		assertThat(listener.next()).isEqualTo("handled broken");
	}

	static class Failing extends Notes {

		@MqttListener("work/{id}")
		void work(String payload) {
			note("try " + payload);
			if (payload.equals("bad")) {
				throw new IllegalStateException("broken");
			}
		}

		@MqttListener("reading")
		void reading(@Valid Reading reading) {
			note("reading " + reading.celsius());
		}

		@MqttListener("uuid/{id}")
		void uuid(@DestinationVariable UUID id) {
			note("uuid " + id);
		}

		@MqttListener(topics = "handled", errorHandler = "errors")
		void handled(String payload) {
			throw new IllegalStateException("broken");
		}

		@MqttListener("dlt/{*topic}")
		void letter(String payload, @Header("dlt-topic") String topic, @Header("dlt-exception") String exception,
				@Header("dlt-attempts") int attempts) {
			note("letter " + topic + " " + payload + " " + exception + " " + attempts);
		}

	}

	// ------ acknowledgement and order

	@Test
	void a_message_that_nobody_acknowledged_comes_again() throws Exception {
		Manual listener = start(new Manual());
		template().send("manual", 1, "a");
		MqttAcknowledgment first = listener.acknowledgments.poll(PATIENCE, TimeUnit.SECONDS);
		assertThat(first).isNotNull();
		client().disconnect();
		client().reconnect();
		MqttAcknowledgment again = listener.acknowledgments.poll(PATIENCE, TimeUnit.SECONDS);
		assertThat(again).isNotNull().isNotSameAs(first);
		again.acknowledge();
		template().send("manual", 1, "b");
		assertThat(listener.acknowledgments.poll(PATIENCE, TimeUnit.SECONDS)).isNotNull();
		assertThat(listener.payloads).containsExactly("a", "a", "b");
	}

	static class Manual {

		final BlockingQueue<MqttAcknowledgment> acknowledgments = new LinkedBlockingQueue<>();

		final List<String> payloads = new ArrayList<>();

		@MqttListener(topics = "manual", ackMode = "manual")
		void manual(String payload, MqttAcknowledgment acknowledgment) {
			this.payloads.add(payload);
			this.acknowledgments.add(acknowledgment);
		}

	}

	@Test
	void topics_go_in_parallel_and_each_keeps_its_order() throws Exception {
		Parallel listener = start(new Parallel());
		for (int i = 0; i < 100; i++) {
			for (int topic = 0; topic < 4; topic++) {
				template().send("p/" + topic, 1, String.valueOf(i));
			}
		}
		// all four topics have to be at work at once for the first to go on
		assertThat(listener.all.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
		List<String> expected = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
		for (int topic = 0; topic < 4; topic++) {
			assertThat(listener.seen.get(topic)).containsExactlyElementsOf(expected);
		}
	}

	static class Parallel {

		final CountDownLatch together = new CountDownLatch(4);

		final CountDownLatch all = new CountDownLatch(400);

		final List<List<String>> seen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
				new ArrayList<>());

		@MqttListener(topics = "p/{number}", concurrency = "4")
		void parallel(@DestinationVariable int number, String payload) throws InterruptedException {
			this.together.countDown();
			assertThat(this.together.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
			this.seen.get(number).add(payload); // of one topic: one at a time
			this.all.countDown();
		}

	}

	@Test
	void without_order_messages_of_one_topic_go_in_parallel() throws Exception {
		Unordered listener = start(new Unordered());
		for (int i = 0; i < 3; i++) {
			template().send("u", 1, "x");
		}
		assertThat(listener.together.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
	}

	static class Unordered {

		final CountDownLatch together = new CountDownLatch(3);

		@MqttListener(topics = "u", ordering = "none")
		void unordered() throws InterruptedException {
			this.together.countDown();
			assertThat(this.together.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
		}

	}

	// ------ life

	@Test
	void what_a_session_kept_finds_its_listener() throws Exception {
		Notes listener = start(new Kept());
		client().disconnect();
		this.server.publish(MqttMessage.of("kept", "while away", MqttQos.AT_LEAST_ONCE, false));
		this.context.stop();
		this.context.start();
		assertThat(listener.next()).isEqualTo("kept while away");
	}

	static class Kept extends Notes {

		@MqttListener("kept")
		void kept(String payload) {
			note("kept " + payload);
		}

	}

	@Test
	void what_came_while_the_application_was_away_finds_its_listener() throws Exception {
		start(new Kept());
		this.context.close();
		this.server.publish(MqttMessage.of("kept", "while away", MqttQos.AT_LEAST_ONCE, false));
		Kept listener = new Kept();
		try (AnnotationConfigApplicationContext next = new AnnotationConfigApplicationContext()) {
			next.registerBean(MqttClient.class, this::newClient);
			next.registerBean("listener", Kept.class, () -> listener);
			next.register(Beans.class);
			next.refresh();
			assertThat(listener.next()).isEqualTo("kept while away");
		}
	}

	@Test
	void an_application_starts_without_a_server() throws Exception {
		this.server.stop();
		Kept listener = new Kept();
		this.context.registerBean(MqttClient.class, this::newClient);
		this.context.registerBean("listener", Kept.class, () -> listener);
		this.context.register(Beans.class);
		this.context.refresh();
		CompletableFuture<?> sent = template().send("kept", "early");
		MqttServer late = MqttServer.create().port(this.port).webSocketPort(0).start();
		try {
			assertThat(listener.next()).isEqualTo("kept early");
			sent.get(PATIENCE, TimeUnit.SECONDS);
		}
		finally {
			this.context.close();
			late.stop();
		}
	}

	@Test
	void a_listener_may_publish_and_wait_for_it() throws Exception {
		Waiting listener = start(new Waiting());
		listener.mqtt = template();
		template().send("first", "x");
		assertThat(listener.next()).isEqualTo("answer to x");
	}

	@Test
	void waiting_where_results_come_from_throws_instead_of_hanging() throws Exception {
		start(new Answers());
		client().disconnect();
		CompletableFuture<String> answer = template().send("x", "x")
			.thenApply((sent) -> String.valueOf(template().topic("rpc/later").payload("x").request(String.class)));
		client().reconnect();
		assertThat(answer).failsWithin(Duration.ofSeconds(PATIENCE))
			.withThrowableThat()
			.withRootCauseInstanceOf(IllegalStateException.class);
	}

	static class Waiting extends Notes {

		@Nullable MqttOperations mqtt;

		@MqttListener("first")
		void first(String payload) throws Exception {
			MqttOperations operations = Objects.requireNonNull(this.mqtt);
			operations.send("elsewhere", 2, "y").get(PATIENCE, TimeUnit.SECONDS);
			note(String.valueOf(operations.topic("second").payload(payload).request(String.class)));
		}

		@MqttListener("second")
		String second(String payload) {
			return "answer to " + payload;
		}

	}

	@ParameterizedTest
	@EnumSource(names = { "MQTT_3_1_1", "MQTT_5" })
	void overlapping_filters_call_each_listener_once(MqttVersion each) throws Exception {
		this.version = each;
		Overlapping listener = start(new Overlapping());
		template().send("o/1", "x");
		template().send("end", "x");
		List<String> notes = new ArrayList<>();
		while (!notes.contains("end")) {
			notes.add(listener.next());
		}
		assertThat(notes).containsExactlyInAnyOrder("all o/1", "level o/1", "both o/1", "end");
	}

	static class Overlapping extends Notes {

		private final CountDownLatch three = new CountDownLatch(3);

		@MqttListener("o/#")
		void all(MqttMessage message) {
			note("all " + message.topic());
			this.three.countDown();
		}

		@MqttListener("o/+")
		void level(MqttMessage message) {
			note("level " + message.topic());
			this.three.countDown();
		}

		@MqttListener(topics = { "o/1", "o/{id}" })
		void both(MqttMessage message) {
			note("both " + message.topic());
			this.three.countDown();
		}

		@MqttListener("end")
		void end() throws InterruptedException {
			assertThat(this.three.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
			note("end");
		}

	}

	@Test
	void a_listener_runs_on_the_executor_that_it_names() throws Exception {
		this.context.registerBean("mine", Executor.class, () -> (task) -> new Thread(task, "a-thread-of-mine").start());
		Threads listener = start(new Threads());
		template().send("threads", "x");
		assertThat(listener.next()).isEqualTo("a-thread-of-mine");
	}

	static class Threads extends Notes {

		@MqttListener(topics = "threads", executor = "mine")
		void threads() {
			note(Thread.currentThread().getName());
		}

	}

	@Test
	void a_listener_is_stopped_started_paused_and_resumed_by_its_id() throws Exception {
		Switched listener = start(new Switched());
		MqttListenerContainer container = registry().container("switched");
		assertThat(container).isNotNull();
		assertThat(container.isRunning()).isFalse();
		container.start();
		container.granted().get(PATIENCE, TimeUnit.SECONDS);
		template().send("switched", "a");
		assertThat(listener.next()).isEqualTo("a");
		container.pause();
		template().send("switched", "b").get(PATIENCE, TimeUnit.SECONDS);
		container.resume();
		assertThat(listener.next()).isEqualTo("b");
		container.stop().get(PATIENCE, TimeUnit.SECONDS);
		assertThat(this.server.session("listening"))
			.hasValueSatisfying((session) -> assertThat(session.subscriptions().toString()).doesNotContain("switched"));
	}

	static class Switched extends Notes {

		@MqttListener(id = "switched", topics = "switched", autoStartup = "false")
		void switched(String payload) {
			note(payload);
		}

	}

	// ------ by hand

	@Test
	void an_endpoint_may_be_made_by_hand() throws Exception {
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		this.context.registerBean(MqttListenerConfigurer.class, () -> (registrar) -> registrar
			.register(MqttListenerEndpoint.builder("by-hand").topics("hand/{id}").handler((message) -> {
				received.add(message.variables().toString());
				return null;
			}).build()));
		start(new Object());
		template().send("hand/7", "x");
		assertThat(received.poll(PATIENCE, TimeUnit.SECONDS)).isEqualTo("{id=7}");
	}

	@Test
	void a_subscription_lasts_until_it_is_closed_and_shares_its_filter() throws Exception {
		start(new Object());
		MqttSubscriptions subscriptions = this.context.getBean(MqttSubscriptions.class);
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		try (MqttSubscription first = subscriptions.subscribe("jobs/{id}/state", Reading.class,
				(reading, variables) -> received.add("first " + variables.get("id") + " " + reading.celsius()))) {
			assertThat(first.granted().get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(MqttReasonCode.GRANTED_QOS_1);
			MqttSubscription second = subscriptions.subscribe("jobs/+/state", MqttQos.AT_MOST_ONCE, MqttMessage.class,
					(message, variables) -> received.add("second " + MqttPayload.text(message.payload())));
			second.granted().get(PATIENCE, TimeUnit.SECONDS);
			second.closeAsync().get(PATIENCE, TimeUnit.SECONDS);
			template().send("jobs/7/state", new Reading(1));
			assertThat(received.poll(PATIENCE, TimeUnit.SECONDS)).isEqualTo("first 7 1.0");
			assertThat(registry().containers()).hasSize(1);
		}
		assertThat(registry().containers()).isEmpty();
		assertThat(received).isEmpty();
	}

	@Test
	void a_bean_behind_a_proxy_of_its_class_has_its_listeners() throws Exception {
		Kept target = new Kept();
		ProxyFactory proxies = new ProxyFactory(target);
		proxies.setProxyTargetClass(true);
		start(proxies.getProxy());
		template().send("kept", "x");
		assertThat(target.next()).isEqualTo("kept x");
	}

	// ------ what tests share

	/** What listeners have to say. */
	static class Notes {

		private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

		void note(String text) {
			this.notes.add(text);
		}

		String next() throws InterruptedException {
			String next = this.notes.poll(PATIENCE, TimeUnit.SECONDS);
			return (next != null) ? next : "nothing";
		}

	}

	/** One client and what a listener may name. */
	@Configuration(proxyBeanMethods = false)
	@EnableMqtt
	static class Beans {

		@Bean
		MqttConnectingLifecycle lifecycle(MqttClient client) {
			return new MqttConnectingLifecycle(client);
		}

		@Bean
		MqttTemplate template(MqttClient client) {
			return new MqttTemplate(client);
		}

		@Bean
		MqttListenerContainerFactory mqttListenerContainerFactory(MqttClient client, MqttTemplate template) {
			MqttListenerContainerFactory factory = new MqttListenerContainerFactory((name) -> client);
			factory.setOperations(template);
			factory.setRecoverer(new MqttDeadLetterRecoverer(template));
			factory.setRetryPolicy(RetryPolicy.builder().maxRetries(1).delay(Duration.ofMillis(1)).build());
			return factory;
		}

		@Bean
		MqttListenerErrorHandler errors(ListenerIntegrationTests.Notes listener) {
			return (received, failure) -> {
				listener.note("handled " + failure.getMessage());
				return null;
			};
		}

		@Bean
		Validator validator() {
			return new Validator() {

				@Override
				public boolean supports(Class<?> type) {
					return type == Reading.class;
				}

				@Override
				public void validate(Object target, Errors errors) {
					if (((Reading) target).celsius() < -273.15) {
						errors.reject("cold", "too cold");
					}
				}

			};
		}

	}

	private <T> T start(T listener) throws Exception {
		this.context.registerBean(MqttClient.class, this::newClient);
		@SuppressWarnings("unchecked")
		Class<T> type = (Class<T>) listener.getClass();
		this.context.registerBean("listener", type, () -> listener);
		if (!(listener instanceof Notes)) {
			this.context.registerBean(Notes.class, Notes::new);
		}
		this.context.register(Beans.class);
		this.context.refresh();
		client().connected().get(PATIENCE, TimeUnit.SECONDS);
		for (MqttListenerContainer each : registry().containers()) {
			if (each.isRunning()) {
				each.granted().get(PATIENCE, TimeUnit.SECONDS);
			}
		}
		return listener;
	}

	private MqttClient newClient() {
		return MqttClient.create()
			.port(this.port)
			.clientId("listening")
			.version(this.version)
			.cleanStart(false)
			.configure((config) -> config.sessionExpirySeconds(60)
				.reconnect(new MqttReconnect(Duration.ofMillis(10), Duration.ofMillis(50), 0)))
			.build();
	}

	private MqttClient client() {
		return this.context.getBean(MqttClient.class);
	}

	private MqttOperations template() {
		return this.context.getBean(MqttTemplate.class);
	}

	private MqttListenerEndpointRegistry registry() {
		return this.context.getBean(MqttListenerEndpointRegistry.class);
	}

}
