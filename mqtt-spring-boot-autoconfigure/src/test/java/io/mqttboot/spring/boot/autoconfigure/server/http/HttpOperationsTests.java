package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

import io.mqttboot.spring.boot.autoconfigure.server.http.HttpApplication.Events;
import io.mqttboot.spring.boot.autoconfigure.server.http.HttpApplication.Reply;
import io.mqttboot.spring.web.MqttAuditEvent;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Reasoned;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who is slow, where traffic comes from, which way messages go and how clients are sent
 * away, by HTTP on both web stacks.
 */
class HttpOperationsTests {

	private static final Map<WebApplicationType, HttpApplication> APPLICATIONS = new EnumMap<>(
			WebApplicationType.class);

	@BeforeAll
	static void start() {
		for (WebApplicationType stack : List.of(WebApplicationType.SERVLET, WebApplicationType.REACTIVE)) {
			APPLICATIONS.put(stack, new HttpApplication(stack,
					HttpApplication.with(HttpApplication.BASIC, "mqtt.server.http.page-max=10",
							"mqtt.server.slow-subscribers.enabled=true", "mqtt.server.slow-subscribers.threshold=0ms",
							"mqtt.server.address-statistics.enabled=true")));
		}
	}

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(HttpApplication::close);
		APPLICATIONS.clear();
	}

	private static HttpApplication on(WebApplicationType stack) {
		HttpApplication application = APPLICATIONS.get(stack);
		assertThat(application).isNotNull();
		application.audited().clear();
		return application;
	}

	private static JsonNode done(Reply reply) {
		assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
		assertThat(reply.code()).isEqualTo(1);
		return reply.data();
	}

	private static void refused(Reply reply, int status, int code) {
		assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
		assertThat(reply.code()).isEqualTo(code);
		assertThat(reply.detail()).isNotBlank();
	}

	private static List<String> steps(JsonNode steps) {
		return StreamSupport.stream(steps.spliterator(), false).map((step) -> step.get("step").asString()).toList();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void who_acknowledges_late_is_among_the_slow(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer receiver = api.client(Packets.connect("slow")).subscribes("s", 1);
		WirePeer publisher = api.client(Packets.connect("p1"));
		publisher.publishes(Packets.publish("s", "x"));
		receiver.takes(Packets.publish("s", "x").qos(1));
		await().untilAsserted(() -> assertThat(done(api.get("slow?_limit=5")).size()).isEqualTo(1));
		JsonNode slow = done(api.get("slow")).get(0);
		assertThat(slow.get("clientId").asString()).isEqualTo("slow");
		assertThat(slow.get("topic").asString()).isEqualTo("s");
		assertThat(slow.get("longestMillis").asLong()).isBetween(0L, 10_000L);
		assertThat(slow.get("queuedMessages").asInt()).isZero();
		refused(api.get("slow?_limit=x"), 400, 101);
		refused(api.get("addresses?_limit=0"), 400, 101);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void what_comes_from_an_address_is_shown(WebApplicationType stack) {
		HttpApplication api = on(stack);
		api.client(Packets.connect("somebody")).publishes(Packets.publish("t", "x"));
		JsonNode local = done(api.get("addresses?_limit=1")).get(0);
		assertThat(local.get("address").asString()).isEqualTo("127.0.0.1");
		assertThat(local.get("connections").asInt()).isPositive();
		assertThat(local.get("messagesIn").asLong()).isPositive();
		assertThat(local.get("bytesOut").asLong()).isPositive();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_trace_is_answered_when_it_has_ended(WebApplicationType stack) throws Exception {
		HttpApplication api = on(stack);
		WirePeer publisher = api.client(Packets.connect("tracer"));
		CompletableFuture<Reply> reply = CompletableFuture
			.supplyAsync(() -> api.post("trace", "{\"filter\":\"way/#\",\"seconds\":10,\"steps\":2}"));
		while (!reply.isDone()) {
			publisher.publishes(Packets.publish("way/1", "secret"));
		}
		JsonNode steps = done(reply.get());
		assertThat(steps(steps)).containsExactly("RECEIVED", "OFFERED");
		assertThat(steps.get(0).get("publisher").asString()).isEqualTo("tracer");
		assertThat(steps.toString()).doesNotContain("secret");
		assertThat(api.audited()).extracting(MqttAuditEvent::getAction).contains("message.trace");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_trace_is_listened_to_and_says_when_it_has_ended(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer publisher = api.client(Packets.connect("heard"));
		try (Events events = api.listen("trace/sse?clientId=heard&steps=4")) {
			publisher.publishes(Packets.publish("a", "1"));
			publisher.publishes(Packets.publish("b", "2"));
			publisher.publishes(Packets.publish("c", "3"));
			List<String> topics = new ArrayList<>();
			JsonNode event = events.next();
			while (event.get("ended") == null) {
				topics.add(event.get("step").asString() + " " + event.get("topic").asString());
				event = events.next();
			}
			assertThat(topics).containsExactly("RECEIVED a", "OFFERED a", "RECEIVED b", "OFFERED b");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_trace_of_everything_or_nothing_is_refused(WebApplicationType stack) {
		HttpApplication api = on(stack);
		refused(api.post("trace", null), 400, 102);
		refused(api.post("trace", "{}"), 400, 101);
		refused(api.post("trace", "{\"filter\":\"a/#/b\"}"), 400, 101);
		refused(api.post("trace", "{\"clientId\":\"a\",\"seconds\":0}"), 400, 101);
		refused(api.post("trace", "{\"clientId\":\"a\",\"steps\":11}"), 400, 101);
		refused(api.get("trace/sse"), 400, 101);
		refused(api.get("trace/sse?clientId=a&seconds=4000"), 400, 101);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void clients_are_sent_away_until_that_is_ended(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer client = api.client(Packets.connect("drained"));
		assertThat(done(api.post("drain", "{\"serverReference\":\"other:1883\"}")).get("draining").asBoolean())
			.isTrue();
		Reasoned disconnect = client.receive(Reasoned.class);
		assertThat(disconnect.code()).isEqualTo(0x9C);
		assertThat(disconnect.toString()).contains("other:1883");
		assertThat(api.server().administration().isDraining()).isTrue();
		assertThat(done(api.post("drain/end", null)).get("draining").asBoolean()).isFalse();
		api.client(Packets.connect("back"));
		assertThat(api.audited()).extracting(MqttAuditEvent::getAction)
			.containsExactly("server.drain", "server.resume");
		refused(api.post("drain", null), 400, 102);
		refused(api.post("drain", "{\"clientsPerSecond\":-1}"), 400, 101);
		refused(api.post("drain", "{\"serverReference\":\"" + "x".repeat(1_001) + "\"}"), 400, 101);
	}

}
