package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.MqttServerSession;
import io.mqttboot.spring.boot.autoconfigure.server.http.HttpApplication.Events;
import io.mqttboot.spring.boot.autoconfigure.server.http.HttpApplication.Reply;
import io.mqttboot.spring.web.MqttAuditEvent;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every path of the HTTP API: what it does, and what it says to bad input, to somebody
 * whom it does not know, about clients that are not there and about what is not allowed.
 */
class HttpApiTests {

	private static final Map<WebApplicationType, HttpApplication> APPLICATIONS = new EnumMap<>(
			WebApplicationType.class);

	@BeforeAll
	static void start() {
		for (WebApplicationType stack : List.of(WebApplicationType.SERVLET, WebApplicationType.REACTIVE)) {
			APPLICATIONS.put(stack,
					new HttpApplication(stack,
							HttpApplication.with(HttpApplication.BASIC, "mqtt.server.http.batch-max=4",
									"mqtt.server.http.page-max=10", "mqtt.server.http.listeners-max=2",
									"mqtt.server.http.body-size-max=20000", "mqtt.server.auth.attempts.max=0")));
		}
	}

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(HttpApplication::close);
		APPLICATIONS.clear();
	}

	@BeforeEach
	void forget() {
		APPLICATIONS.values().forEach((application) -> {
			application.as("admin:a:secret").audited().clear();
			application.server()
				.sessions()
				.stream()
				.map(MqttServerSession::clientId)
				.forEach((each) -> application.server().administration().deleteSession(each).join());
		});
	}

	private static HttpApplication on(WebApplicationType stack) {
		HttpApplication application = APPLICATIONS.get(stack);
		assertThat(application).isNotNull();
		return application;
	}

	private static Connect lasting(String clientId) {
		return Packets.connect(Version.V5, clientId).resume().keepAlive(0).sessionExpiry(1_000);
	}

	private static void refused(Reply reply, int status, int code) {
		assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
		assertThat(reply.contentType()).startsWith("application/problem+json");
		assertThat(reply.code()).isEqualTo(code);
		assertThat(reply.detail()).isNotBlank();
		assertThat(reply.json().get("status").asInt()).isEqualTo(status);
	}

	private static Reply done(Reply reply) {
		assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
		assertThat(reply.code()).isEqualTo(1);
		return reply;
	}

	// ------ for all

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void nobody_is_let_in_anywhere_without_credentials_or_with_wrong_ones(WebApplicationType stack) {
		HttpApplication api = on(stack);
		JsonNode endpoints = done(api.get("endpoints")).data();
		assertThat(endpoints.size()).isEqualTo(29);
		for (String credentials : List.of("", "admin:wrong", "Admin:a:secret", "admin:", ":", "x")) {
			api.as(credentials);
			for (JsonNode each : endpoints) {
				String path = each.get("path").asString().substring("/api/v1/".length());
				Reply reply = each.get("method").asString().equals("GET") ? api.get(path) : api.post(path, "{}");
				refused(reply, 401, 104);
				assertThat(reply.response().headers().firstValue("WWW-Authenticate")).get()
					.asString()
					.startsWith("Basic realm=");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void another_spelling_of_a_path_is_no_way_around(WebApplicationType stack) {
		HttpApplication api = on(stack).as("");
		for (String path : List.of("/api/v1/stats/", "/%61pi/v1/stats", "/api/v1;x=1/stats", "/api/v1/stats;x=1",
				"//api/v1/stats", "/api//v1/stats", "/api/v1/./stats")) {
			assertThat(api.send(api.request(path).GET()).status()).as(path).isBetween(400, 404);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void what_another_page_makes_a_browser_send_changes_nothing(WebApplicationType stack) {
		HttpApplication api = on(stack);
		api.client(lasting("c1"));
		String body = "{\"topic\":\"t\",\"payload\":\"x\"}";
		for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
				"text/plain; application/json")) {
			refused(api.send(api.request("/api/v1/mqtt/publish")
				.header("Content-Type", type)
				.POST(BodyPublishers.ofString(body))), 403, 104);
		}
		refused(api.send(api.request("/api/v1/clients/delete?clientId=c1").POST(BodyPublishers.noBody())), 403, 104);
		assertThat(api.server().session("c1")).get().extracting(MqttServerSession::connected).isEqualTo(true);
		done(api.send(api.request("/api/v1/clients/delete?clientId=c1")
			.header("X-Requested-With", "XMLHttpRequest")
			.POST(BodyPublishers.noBody())));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(WebApplicationType stack) {
		HttpApplication api = on(stack);
		String body = "{\"topic\":\"t\",\"payload\":\"" + "x".repeat(300_000) + "\"}";
		refused(api.post("mqtt/publish", body), 413, 102);
		Reply chunked = api.send(api.request("/api/v1/mqtt/publish")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body))));
		assertThat(chunked.status()).isEqualTo(413);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void the_description_names_exactly_what_there_is(WebApplicationType stack) {
		HttpApplication api = on(stack);
		Set<String> served = new TreeSet<>();
		done(api.get("endpoints")).data()
			.forEach((each) -> served.add(each.get("method").asString() + " " + each.get("path").asString()));
		Set<String> described = new TreeSet<>();
		JsonNode description = api.get("openapi.json").json();
		assertThat(description.get("servers").get(0).get("url").asString()).isEqualTo("/api/v1");
		description.get("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.propertyStream()
				.forEach((method) -> described
					.add(method.getKey().toUpperCase(java.util.Locale.ROOT) + " /api/v1" + path.getKey())));
		assertThat(described).isEqualTo(served);
	}

	// ------ publish

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_message_is_published_in_each_encoding(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer device = api.client(Packets.connect(Version.V5, "c1")).subscribes("t/+", 1);
		assertThat(done(api.post("mqtt/publish", """
				{"topic": "t/1", "clientId": "me", "payload": "hällo", "qos": 1, "retain": false}""")).data()
			.get("matched")
			.asBoolean()).isTrue();
		device.takes(Packets.publish("t/1", "hällo").qos(1));
		done(api.post("mqtt/publish", "{\"topic\":\"t/2\",\"payload\":\"6869\",\"encoding\":\"hex\"}"));
		device.receives(Packets.publish("t/2", "hi"));
		done(api.post("mqtt/publish", "{\"topic\":\"t/3\",\"payload\":\"aGk=\",\"encoding\":\"base64\"}"));
		device.receives(Packets.publish("t/3", "hi"));
		assertThat(done(api.post("mqtt/publish", "{\"topic\":\"nobody\",\"payload\":\"x\"}")).data()
			.get("matched")
			.asBoolean()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_message_has_the_properties_of_mqtt_5(WebApplicationType stack) throws Exception {
		HttpApplication api = on(stack);
		List<MqttMessage> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
		java.util.concurrent.CountDownLatch arrived = new java.util.concurrent.CountDownLatch(1);
		try (var subscription = api.server().subscribe("p", MqttQos.EXACTLY_ONCE, (publisher, message) -> {
			seen.add(message);
			arrived.countDown();
		})) {
			done(api.post("mqtt/publish", """
					{"topic": "p", "payload": "{}", "qos": 2, "properties": {"contentType": "application/json",
					"responseTopic": "answers/1", "correlationData": "AQI=", "messageExpirySeconds": 60,
					"payloadFormatUtf8": true, "userProperties": [{"name": "a", "value": "b"}]}}"""));
			assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(seen.get(0).properties()).satisfies((properties) -> {
			assertThat(properties.contentType()).isEqualTo("application/json");
			assertThat(properties.responseTopic()).isEqualTo("answers/1");
			assertThat(properties.messageExpirySeconds()).isEqualTo(60);
			assertThat(properties.payloadFormatUtf8()).isTrue();
			assertThat(properties.correlationData()).isEqualTo(java.nio.ByteBuffer.wrap(new byte[] { 1, 2 }));
			assertThat(properties.userProperties()).extracting("name").containsExactly("a");
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_message_that_is_none_is_refused(WebApplicationType stack) {
		HttpApplication api = on(stack);
		for (String body : List.of("{}", "{\"topic\":\"\"}", "{\"topic\":7}", "{\"topic\":\"a/+\"}",
				"{\"topic\":\"t\",\"qos\":3}", "{\"topic\":\"t\",\"qos\":1.5}", "{\"topic\":\"t\",\"qos\":\"1\"}",
				"{\"topic\":\"t\",\"retain\":\"yes\"}", "{\"topic\":\"t\",\"payload\":1}",
				"{\"topic\":\"t\",\"encoding\":\"rot13\"}", "{\"topic\":\"t\",\"payload\":\"x\",\"encoding\":\"hex\"}",
				"{\"topic\":\"t\",\"payload\":\"*\",\"encoding\":\"base64\"}", "{\"topic\":\"$SYS/x\"}",
				"{\"topic\":\"t\",\"properties\":1}", "{\"topic\":\"t\",\"properties\":{\"messageExpirySeconds\":-1}}",
				"{\"topic\":\"t\",\"properties\":{\"correlationData\":\"*\"}}",
				"{\"topic\":\"t\",\"properties\":{\"responseTopic\":\"a/#\"}}",
				"{\"topic\":\"t\",\"properties\":{\"contentType\":\"\\u0000\"}}",
				"{\"topic\":\"t\",\"properties\":{\"userProperties\":[{\"name\":\"a\"}]}}",
				"{\"topic\":\"t\",\"properties\":{\"userProperties\":{}}}")) {
			refused(api.post("mqtt/publish", body), 400, 101);
		}
		for (String body : List.of("", "{", "[]", "\"x\"", "{\"topic\":")) {
			for (String path : List.of("mqtt/publish", "mqtt/subscribe", "mqtt/unsubscribe", "bans")) {
				refused(api.post(path, body), 400, 102);
			}
		}
		refused(api.post("mqtt/publish", null), 400, 102);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void what_the_caller_may_not_publish_is_refused(WebApplicationType stack) {
		HttpApplication api = on(stack);
		refused(api.post("mqtt/publish", "{\"topic\":\"secret/1\",\"payload\":\"x\",\"clientId\":\"c1\"}"), 403, 104);
		refused(api.post("mqtt/publish/batch", "[{\"topic\":\"t\"},{\"topic\":\"secret/1\"}]"), 403, 104);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_batch_goes_out_in_order_and_not_at_all_when_an_entry_is_bad(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer device = api.client(Packets.connect("c1")).subscribes("t", 0);
		assertThat(done(api.post("mqtt/publish/batch", entries(4))).data().size()).isEqualTo(4);
		IntStream.range(0, 4).forEach((i) -> device.receives(Packets.publish("t", "m" + i)));
		Reply bad = api.post("mqtt/publish/batch", "[{\"topic\":\"t\"},{\"topic\":\"t\",\"qos\":9}]");
		refused(bad, 400, 101);
		assertThat(bad.json().get("index").asInt()).isEqualTo(1);
		refused(api.post("mqtt/publish/batch", entries(5)), 400, 102);
		refused(api.post("mqtt/publish/batch", "[]"), 400, 102);
		refused(api.post("mqtt/publish/batch", "[1]"), 400, 102);
		refused(api.post("mqtt/publish/batch", "{}"), 400, 102);
		refused(api.post("mqtt/publish/batch", "[null]"), 400, 102);
		device.receivesNothingFrom(api.client(Packets.connect("c2")));
	}

	private static String entries(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> "{\"topic\":\"t\",\"payload\":\"m" + i + "\"}")
			.collect(Collectors.joining(",", "[", "]"));
	}

	// ------ subscribe

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_client_is_subscribed_and_unsubscribed(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer device = api.client(Packets.connect(Version.V5, "c1"));
		assertThat(done(api.post("mqtt/subscribe", "{\"topic\":\"a/#\",\"clientId\":\"c1\",\"qos\":1}")).data()
			.get("qos")
			.asInt()).isEqualTo(1);
		JsonNode subscription = done(api.get("client/subscriptions?clientId=c1")).data().get(0);
		assertThat(subscription.get("topicFilter").asString()).isEqualTo("a/#");
		assertThat(subscription.get("qos").asInt()).isEqualTo(1);
		done(api.post("mqtt/publish", "{\"topic\":\"a/b\",\"payload\":\"x\"}"));
		device.receives(Packets.publish("a/b", "x"));
		assertThat(done(api.post("mqtt/unsubscribe", "{\"topic\":\"a/#\",\"clientId\":\"c1\"}")).data()
			.get("removed")
			.asBoolean()).isTrue();
		done(api.post("mqtt/subscribe/batch",
				"[{\"topic\":\"x\",\"clientId\":\"c1\"},{\"topic\":\"y\",\"clientId\":\"c1\"}]"));
		assertThat(done(api.get("client/subscriptions?clientId=c1")).data().size()).isEqualTo(2);
		done(api.post("mqtt/unsubscribe/batch",
				"[{\"topic\":\"x\",\"clientId\":\"c1\"},{\"topic\":\"y\",\"clientId\":\"c1\"}]"));
		assertThat(done(api.get("client/subscriptions?clientId=c1")).data().size()).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_subscription_needs_a_client_a_filter_and_its_permission(WebApplicationType stack) {
		HttpApplication api = on(stack);
		api.client(Packets.connect("c1"));
		for (String path : List.of("mqtt/subscribe", "mqtt/unsubscribe")) {
			refused(api.post(path, "{\"topic\":\"a\"}"), 400, 101);
			refused(api.post(path, "{\"clientId\":\"c1\"}"), 400, 101);
			refused(api.post(path, "{\"topic\":\"a/#/b\",\"clientId\":\"c1\"}"), 400, 101);
			refused(api.post(path, "{\"topic\":\"a\",\"clientId\":\"nobody\"}"), 404, 103);
			Reply batch = api.post(path + "/batch",
					"[{\"topic\":\"a\",\"clientId\":\"c1\"},{\"topic\":\"a\",\"clientId\":\"nobody\"}]");
			refused(batch, 404, 103);
			assertThat(batch.json().get("done").asInt()).isEqualTo(1);
		}
		refused(api.post("mqtt/subscribe", "{\"topic\":\"secret/x\",\"clientId\":\"c1\"}"), 403, 104);
	}

	// ------ clients and sessions

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void clients_are_shown_by_the_page(WebApplicationType stack) {
		HttpApplication api = on(stack);
		IntStream.range(0, 12).forEach((i) -> api.client(lasting("p%02d".formatted(i))));
		api.client(lasting("away")).leaves();
		JsonNode page = done(api.get("clients?_page=2&_limit=5")).data();
		assertThat(page.get("totalRow").asInt()).isEqualTo(13);
		assertThat(page.get("pageNumber").asInt()).isEqualTo(2);
		assertThat(page.get("pageSize").asInt()).isEqualTo(5);
		assertThat(ids(page)).containsExactly("p04", "p05", "p06", "p07", "p08");
		assertThat(ids(done(api.get("clients?clientId=p1&connected=true")).data())).containsExactly("p10", "p11");
		assertThat(done(api.get("clients?_page=1&_limit=10000")).data().get("pageSize").asInt()).isEqualTo(10);
		assertThat(ids(done(api.get("clients?_page=999999")).data())).isEmpty();
		for (String bad : List.of("_page=0", "_page=x", "_limit=0", "_limit=-1", "connected=perhaps")) {
			refused(api.get("clients?" + bad), 400, 101);
		}
	}

	private static List<String> ids(JsonNode page) {
		return page.get("list").valueStream().map((each) -> each.get("clientId").asString()).toList();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void one_client_is_shown(WebApplicationType stack) {
		HttpApplication api = on(stack);
		api.client(lasting("汽车/1").userName("paul")).subscribes("a", 0);
		JsonNode client = done(api.get("clients/info?clientId=" + HttpApplication.encoded("汽车/1"))).data();
		assertThat(client.get("clientId").asString()).isEqualTo("汽车/1");
		assertThat(client.get("username").asString()).isEqualTo("paul");
		assertThat(client.get("connected").asBoolean()).isTrue();
		assertThat(client.get("ipAddress").asString()).isEqualTo("127.0.0.1");
		assertThat(client.get("port").asInt()).isPositive();
		assertThat(client.get("protoName").asString()).isEqualTo("MQTT");
		assertThat(client.get("protoVer").asInt()).isEqualTo(5);
		assertThat(client.get("protoFullName").asString()).isEqualTo("MQTT 5.0");
		assertThat(client.get("connectedAt").asLong()).isPositive();
		assertThat(client.get("expirySeconds").asLong()).isEqualTo(1_000);
		assertThat(client.get("subscriptions").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void who_is_not_there_is_not_found_and_a_client_must_be_named(WebApplicationType stack) {
		HttpApplication api = on(stack);
		for (String path : List.of("clients/info", "client/subscriptions", "sessions/queue")) {
			refused(api.get(path + "?clientId=nobody"), 404, 103);
			refused(api.get(path), 400, 101);
			refused(api.get(path + "?clientId="), 400, 101);
		}
		for (String path : List.of("clients/delete", "sessions/queue/purge", "sessions/delete")) {
			refused(api.post(path + "?clientId=nobody", null), 404, 103);
			refused(api.post(path, null), 400, 101);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_client_is_kicked_and_keeps_its_session(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer device = api.client(lasting("c1"));
		assertThat(done(api.post("clients/delete?clientId=c1", null)).data().get("disconnected").asBoolean()).isTrue();
		device.isDisconnected(0x98);
		assertThat(api.server().session("c1")).isPresent();
		assertThat(done(api.post("clients/delete?clientId=c1", null)).data().get("disconnected").asBoolean()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_queue_is_shown_and_emptied_and_a_session_deleted(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer device = api.client(lasting("c1"));
		device.subscribes("t", 1).leaves();
		for (int i = 0; i < 3; i++) {
			done(api.post("mqtt/publish", "{\"topic\":\"t\",\"payload\":\"m" + i + "\",\"qos\":1}"));
		}
		JsonNode queue = done(api.get("sessions/queue?clientId=c1&_limit=2")).data();
		assertThat(queue.get("totalRow").asInt()).isEqualTo(3);
		assertThat(queue.get("list").size()).isEqualTo(2);
		JsonNode first = queue.get("list").get(0);
		assertThat(first.get("topic").asString()).isEqualTo("t");
		assertThat(first.get("qos").asInt()).isEqualTo(1);
		assertThat(first.get("sequence").asLong()).isPositive();
		assertThat(first.get("payloadBytes").asInt()).isEqualTo(2);
		assertThat(new String(Base64.getDecoder().decode(first.get("payload").asString()), StandardCharsets.UTF_8))
			.isEqualTo("m0");
		refused(api.get("sessions/queue?clientId=c1&_limit=x"), 400, 101);
		assertThat(done(api.post("sessions/queue/purge?clientId=c1", null)).data().get("purged").asInt()).isEqualTo(3);
		// figures may be a moment old
		Awaitility.await().until(() -> done(api.get("stats")).data().get("dropped").has("purged"));
		done(api.post("sessions/delete?clientId=c1", null));
		assertThat(api.server().session("c1")).isEmpty();
	}

	// ------ retained messages

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void retained_messages_are_shown_and_removed(WebApplicationType stack) {
		HttpApplication api = on(stack);
		for (int i = 0; i < 12; i++) {
			done(api.post("mqtt/publish", "{\"topic\":\"r/" + i + "\",\"payload\":\"x\",\"retain\":true}"));
		}
		JsonNode some = done(api.get("retained?filter=" + HttpApplication.encoded("r/#") + "&_limit=4")).data();
		assertThat(some.get("list").size()).isEqualTo(4);
		assertThat(some.get("more").asBoolean()).isTrue();
		JsonNode one = done(api.get("retained?filter=r/7")).data();
		assertThat(one.get("list").get(0).get("topic").asString()).isEqualTo("r/7");
		assertThat(one.get("list").get(0).get("retain").asBoolean()).isTrue();
		assertThat(one.get("more").asBoolean()).isFalse();
		assertThat(done(api.get("retained")).data().get("totalRow").asInt()).isEqualTo(12);
		for (int i = 0; i < 12; i++) {
			done(api.post("retained/delete?topic=r/" + i, null));
		}
		refused(api.post("retained/delete?topic=r/7", null), 404, 103);
		refused(api.post("retained/delete", null), 400, 101);
		refused(api.post("retained/delete?topic=" + HttpApplication.encoded("r/#"), null), 400, 101);
		refused(api.post("retained/delete?topic=secret/1", null), 403, 104);
		refused(api.get("retained?filter=" + HttpApplication.encoded("a/#/b")), 400, 101);
		refused(api.get("retained?_limit=x"), 400, 101);
	}

	// ------ bans

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_ban_is_made_shown_and_ended(WebApplicationType stack) {
		HttpApplication api = on(stack);
		WirePeer device = api.client(lasting("c1"));
		JsonNode ban = done(
				api.post("bans", "{\"kind\":\"CLIENT_ID\",\"value\":\"c1\",\"minutes\":5,\"reason\":\"noise\"}"))
			.data();
		assertThat(ban.get("until").asLong()).isPositive();
		device.isDisconnected(0x98);
		done(api.post("bans", "{\"kind\":\"PRINCIPAL\",\"value\":\"paul\"}"));
		done(api.post("bans", "{\"kind\":\"ADDRESS\",\"value\":\"10.0.0.0/8\"}"));
		Map<String, String> bans = done(api.get("bans")).data()
			.valueStream()
			.collect(Collectors.toMap((each) -> each.get("kind").asString(), (each) -> each.get("value").asString()));
		assertThat(bans).containsEntry("CLIENT_ID", "c1")
			.containsEntry("PRINCIPAL", "paul")
			.containsEntry("ADDRESS", "10.0.0.0/8");
		bans.forEach((kind, value) -> done(
				api.post("bans/delete?kind=" + kind + "&value=" + HttpApplication.encoded(value), null)));
		assertThat(done(api.get("bans")).data().size()).isZero();
		refused(api.post("bans/delete?kind=CLIENT_ID&value=c1", null), 404, 103);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_ban_that_is_none_is_refused(WebApplicationType stack) {
		HttpApplication api = on(stack);
		for (String body : List.of("{}", "{\"kind\":\"CLIENT_ID\"}", "{\"kind\":\"X\",\"value\":\"c1\"}",
				"{\"kind\":\"ADDRESS\",\"value\":\"nowhere\"}",
				"{\"kind\":\"CLIENT_ID\",\"value\":\"c1\",\"minutes\":0}",
				"{\"kind\":\"CLIENT_ID\",\"value\":\"c1\"," + "\"reason\":\"" + "x".repeat(201) + "\"}")) {
			refused(api.post("bans", body), 400, 101);
		}
		refused(api.post("bans/delete?kind=CLIENT_ID", null), 400, 101);
		refused(api.post("bans/delete?value=c1", null), 400, 101);
		assertThat(api.server().bans().list()).isEmpty();
	}

	// ------ figures and events

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void figures_are_shown_once_and_again_and_again(WebApplicationType stack) {
		HttpApplication api = on(stack);
		api.client(Packets.connect("c1"));
		JsonNode stats = done(api.get("stats")).data();
		assertThat(stats.get("connections").get("accepted").asLong()).isPositive();
		assertThat(stats.get("messages").get("receivedPackets").isNumber()).isTrue();
		assertThat(stats.get("overload").asString()).isEqualTo("normal");
		try (Events events = api.listen("stats/sse?delay=500")) {
			long at = events.next().get("at").asLong();
			assertThat(events.next().get("at").asLong()).isGreaterThan(at);
		}
		refused(api.get("stats/sse?delay=0"), 400, 101);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_browser_sees_messages_as_far_as_its_user_may(WebApplicationType stack) {
		HttpApplication api = on(stack);
		done(api.post("mqtt/publish", "{\"topic\":\"live/0\",\"payload\":\"old\",\"retain\":true}"));
		try (Events events = api.listen("messages/sse?filter=" + HttpApplication.encoded("live/#"))) {
			assertThat(events.next().get("retain").asBoolean()).isTrue();
			api.client(Packets.connect(Version.V5, "c1")).publishes(Packets.publish("live/1", "new"));
			JsonNode event = events.next();
			assertThat(event.get("topic").asString()).isEqualTo("live/1");
			assertThat(event.get("publisher").asString()).isEqualTo("c1");
			assertThat(event.get("payload").asString()).isEqualTo("bmV3");
		}
		done(api.post("retained/delete?topic=live/0", null));
		refused(api.get("messages/sse?filter=" + HttpApplication.encoded("secret/#")), 403, 104);
		refused(api.get("messages/sse"), 400, 101);
		refused(api.get("messages/sse?filter=" + HttpApplication.encoded("a/#/b")), 400, 101);
		refused(api.get("messages/sse?filter=" + HttpApplication.encoded("$share/g/a")), 400, 101);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void there_are_only_so_many_listeners_and_who_goes_makes_room(WebApplicationType stack) throws Exception {
		HttpApplication api = on(stack);
		int before = api.server().statistics().subscriptions();
		List<Events> open = new ArrayList<>();
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
		// those of other tests may still be on their way out
		while (open.size() < 2 && System.nanoTime() < deadline) {
			Events events = api.listen("messages/sse?filter=x");
			if (events.status() == 200) {
				open.add(events);
			}
			else {
				done(api.post("mqtt/publish", "{\"topic\":\"live/9\",\"payload\":\"x\"}"));
				done(api.post("mqtt/publish", "{\"topic\":\"x\",\"payload\":\"x\"}"));
				TimeUnit.MILLISECONDS.sleep(100);
			}
		}
		assertThat(open).hasSize(2);
		refused(api.get("messages/sse?filter=x"), 503, 105);
		open.forEach(Events::close);
		while (api.server().statistics().subscriptions() > before && System.nanoTime() < deadline) {
			api.server().publishAll("x", "shows that nobody listens");
			TimeUnit.MILLISECONDS.sleep(20);
		}
		assertThat(api.server().statistics().subscriptions()).isLessThanOrEqualTo(before);
	}

	// ------ who did what

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void what_is_done_is_written_down_with_what_came_of_it(WebApplicationType stack) throws Exception {
		HttpApplication api = on(stack);
		api.client(lasting("c1"));
		done(api.post("clients/delete?clientId=c1", null));
		assertThat(audited(api)).isEqualTo("admin 127.0.0.1 client.kick c1 done");
		api.post("sessions/delete?clientId=nobody", null);
		assertThat(audited(api))
			.isEqualTo("admin 127.0.0.1 session.delete nobody failed: client 'nobody' has no session");
		api.post("mqtt/publish", "{\"topic\":\"secret/1\"}");
		assertThat(audited(api)).isEqualTo("admin 127.0.0.1 message.publish secret/1 failed: not authorized");
	}

	private static String audited(HttpApplication api) throws InterruptedException {
		MqttAuditEvent event = api.audited().poll(10, TimeUnit.SECONDS);
		assertThat(event).isNotNull();
		return String.join(" ", event.getPrincipal(), event.getAddress(), event.getAction(), event.getTarget(),
				event.getOutcome());
	}

}
