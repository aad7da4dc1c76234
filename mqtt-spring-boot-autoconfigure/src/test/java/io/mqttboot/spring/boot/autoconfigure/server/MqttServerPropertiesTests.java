package io.mqttboot.spring.boot.autoconfigure.server;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.mqttboot.server.config.MqttAnonymous;
import io.mqttboot.server.config.MqttAttempts;
import io.mqttboot.server.config.MqttAuthorization;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttBanPolicy;
import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttDurability;
import io.mqttboot.server.config.MqttFlapping;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttNetwork;
import io.mqttboot.server.config.MqttOverload;
import io.mqttboot.server.config.MqttQueuePolicy;
import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttSessionTakeover;
import io.mqttboot.server.config.MqttSharedStrategy;
import io.mqttboot.server.config.MqttTransport;
import io.mqttboot.server.config.MqttUnauthorized;
import io.mqttboot.server.spi.MqttRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MqttServerPropertiesTests {

	@Test
	void the_documents_block_binds_as_it_stands() throws Exception {
		MutablePropertySources sources = new MutablePropertySources();
		new YamlPropertySourceLoader().load("documented", new ClassPathResource("documented.yml"))
			.forEach(sources::addLast);
		MqttServerProperties properties = new Binder(ConfigurationPropertySources.from(sources))
			.bind("mqtt.server", MqttServerProperties.class)
			.get();
		MqttServerConfig config = PropertiesServerConfig.of(properties, null);
		assertThat(config.name()).isEqualTo("Mica-Mqtt-Server");
		assertThat(config.listeners()).containsExactly(MqttListenerConfig.tcp("127.0.0.1", 5883),
				MqttListenerConfig.webSocket("127.0.0.1", 8083));
		assertThat(config.bufferAllocator()).isEqualTo(MqttBufferAllocator.HEAP);
		assertThat(config.heartbeatTimeout()).isEqualTo(Duration.ofMinutes(2));
		assertThat(config.readBufferBytes()).isEqualTo(8_092);
		assertThat(config.limits().packetBytesMax()).isEqualTo(8_092);
		assertThat(config.debug()).isTrue();
	}

	@Test
	void without_properties_everything_is_as_the_engine_has_it_plus_web_socket() {
		MqttServerConfig expected = MqttServerConfig.builder()
			.listeners(
					List.of(MqttListenerConfig.tcp("127.0.0.1", 1883), MqttListenerConfig.webSocket("127.0.0.1", 8083)))
			.build();
		assertThat(PropertiesServerConfig.of(new MqttServerProperties(), null)).isEqualTo(expected);
	}

	@Test
	void every_other_key_reaches_the_configuration() {
		MqttServerConfig config = config(Map.ofEntries(Map.entry("ip", "::1"), Map.entry("port", "0"),
				Map.entry("websocketPort", "8084"), Map.entry("websocket-path", "/ws"), Map.entry("backlog", "16"),
				Map.entry("bufferAllocator", "direct"), Map.entry("heartbeat-timeout", "3m"),
				Map.entry("readBufferSize", "4KB"), Map.entry("maxBytesInMessage", "1MB"),
				Map.entry("event-loops", "3"), Map.entry("transport", "io-uring"), Map.entry("auth.anonymous", "never"),
				Map.entry("auth.timeout", "5"), Map.entry("shared-subscription.strategy", "hash-topic"),
				Map.entry("ack-retry.max-attempts", "2"), Map.entry("ack-retry.interval", "4"),
				Map.entry("durability", "fsync"), Map.entry("shutdown.grace-period", "7"),
				Map.entry("shutdown.wills", "true"), Map.entry("server-reference", "other:1883"),
				Map.entry("response-topic-prefix", "answers"), Map.entry("authorization.default", "allow"),
				Map.entry("authorization.unauthorized", "disconnect"),
				Map.entry("authorization.session-takeover", "any"), Map.entry("limits.queue-policy", "drop-oldest")));
		assertThat(config).isEqualTo(MqttServerConfig.builder()
			.listeners(List.of(MqttListenerConfig.tcp("::1", 0).withBacklog(16),
					MqttListenerConfig.webSocket("::1", 8084).withBacklog(16).withPaths(List.of("/ws"))))
			.bufferAllocator(MqttBufferAllocator.DIRECT)
			.heartbeatTimeout(Duration.ofMinutes(3))
			.readBufferBytes(4_096)
			.limits(MqttLimits.builder().packetBytesMax(1_048_576).build())
			.eventLoops(3)
			.transport(MqttTransport.IO_URING)
			.anonymous(MqttAnonymous.NEVER)
			.authTimeout(Duration.ofSeconds(5))
			.sharedStrategy(MqttSharedStrategy.HASH_TOPIC)
			.ackRetryMax(2)
			.ackRetryInterval(Duration.ofSeconds(4))
			.durability(MqttDurability.FSYNC)
			.shutdownGrace(Duration.ofSeconds(7))
			.willsOnShutdown(true)
			.serverReference("other:1883")
			.responseTopicPrefix("answers")
			.authorization(
					new MqttAuthorization(MqttRule.Effect.ALLOW, MqttUnauthorized.DISCONNECT, MqttSessionTakeover.ANY))
			.queuePolicy(MqttQueuePolicy.DROP_OLDEST)
			.build());
	}

	@Test
	void every_key_of_overload_reaches_the_configuration() {
		MqttOverload overload = config(Map.of("overload.enabled", "false", "overload.calm", "5",
				"overload.shed.loop-delay", "1", "overload.shed.heap-percent", "2",
				"overload.shed.direct-memory-percent", "3", "overload.pause.loop-delay", "4s",
				"overload.pause.heap-percent", "5", "overload.pause.direct-memory-percent", "6",
				"overload.refuse.loop-delay", "7ms", "overload.refuse.heap-percent", "8"))
			.overload();
		assertThat(overload).isEqualTo(new MqttOverload(false, new MqttOverload.Thresholds(Duration.ofMillis(1), 2, 3),
				new MqttOverload.Thresholds(Duration.ofSeconds(4), 5, 6),
				new MqttOverload.Thresholds(Duration.ofMillis(7), 8, 95), Duration.ofSeconds(5)));
		assertThat(config(Map.of("overload.refuse.direct-memory-percent", "9")).overload().refuse())
			.isEqualTo(new MqttOverload.Thresholds(Duration.ofSeconds(8), 95, 9));
	}

	@Test
	void who_is_kept_out_and_who_is_not_counted_is_said_by_lists() {
		MqttServerConfig config = config(Map.of("bans.client-ids", "thief,other", "bans.users", "eve", "bans.addresses",
				"203.0.113.0/24,2001:db8::1", "bans.max", "7", "bans.flapping.enabled", "true",
				"bans.flapping.connects-max", "3", "bans.flapping.window", "30", "bans.flapping.ban", "1h",
				"limits.unlimited-addresses", "192.0.2.1"));
		assertThat(config.bans()).isEqualTo(new MqttBanPolicy(Stream
			.of(MqttBan.ofClientId("thief"), MqttBan.ofClientId("other"), MqttBan.ofUser("eve"),
					MqttBan.ofAddress("203.0.113.0/24"), MqttBan.ofAddress("2001:db8::1"))
			.map((ban) -> ban.withReason("configured"))
			.toList(), 7, new MqttFlapping(3, Duration.ofSeconds(30), Duration.ofHours(1))));
		assertThat(config.limits().rates().unlimitedAddresses()).containsExactly(MqttNetwork.of("192.0.2.1"));
	}

	@Test
	void without_web_socket_only_one_port_is_opened() {
		assertThat(config(Map.of("websocket-enable", "false")).listeners())
			.containsExactly(MqttListenerConfig.tcp("127.0.0.1", 1883));
	}

	@ParameterizedTest
	@MethodSource("limits")
	void every_limit_has_a_key_that_sets_it(RecordComponent limit) throws Exception {
		Object usual = limit.getAccessor().invoke(owner(limit, MqttLimits.DEFAULTS));
		Object other = (usual instanceof Duration duration) ? duration.plusSeconds(1)
				: ((Number) usual).longValue() + 1;
		String value = (other instanceof Duration duration) ? duration.toMillis() + "ms" : other.toString();
		MqttServerConfig config = config(Map.of(key(limit), value));
		Object found = limit.getAccessor().invoke(owner(limit, config.limits()));
		assertThat((found instanceof Number number) ? number.longValue() : found).isEqualTo(other);
		assertThat(config.limits()).isNotEqualTo(MqttLimits.DEFAULTS);
	}

	@ParameterizedTest
	@MethodSource("limits")
	void a_limit_out_of_range_is_reported_by_its_key(RecordComponent limit) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> config(Map.of(key(limit), (limit.getType() == Duration.class) ? "-1s" : "-1")))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("mqtt.server." + key(limit)));
	}

	@ParameterizedTest
	@CsvSource({ "port, 65536", "port, -1", "websocket-port, 70000", "websocket-path, mqtt", "read-buffer-size, 10",
			"read-buffer-size, 3GB", "max-bytes-in-message, 0", "max-bytes-in-message, 300MB", "heartbeat-timeout, -1",
			"event-loops, -1", "backlog, 0", "auth.timeout, 0", "ack-retry.max-attempts, -1", "ack-retry.interval, 0",
			"shutdown.grace-period, -1s", "limits.receive-max, 65536", "limits.write-buffer-low, 512KB",
			"limits.first-packet-bytes-max, 3GB", "overload.calm, -1", "overload.shed.loop-delay, -1",
			"overload.shed.heap-percent, 101", "overload.pause.direct-memory-percent, -1",
			"overload.refuse.heap-percent, 200", "limits.unlimited-addresses, here", "limits.rate-burst, 2h",
			"limits.publish-bytes-rate-max, 2TB", "bans.addresses, 10.0.0.0/33", "bans.max, -1",
			"interceptors.timeout, 0", "sys.interval, 0", "sys.interval, 2d", "bans.flapping.connects-max, 0",
			"bans.flapping.window, 0", "bans.flapping.ban, -1s" })
	void a_value_out_of_range_is_reported_by_its_key(String key, String value) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> config(Map.of(key, value)))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("mqtt.server." + key))
			.satisfies((ex) -> assertThat(ex.getReason()).isNotBlank());
	}

	@Test
	void attempts_that_fail_are_limited_as_the_keys_say() {
		assertThat(config(Map.of("auth.attempts.max", "3", "auth.attempts.client-id-max", "0", "auth.attempts.window",
				"30", "auth.attempts.block", "5m", "auth.attempts.tracked-max", "7"))
			.attempts()).isEqualTo(new MqttAttempts(3, 0, Duration.ofSeconds(30), Duration.ofMinutes(5), 7));
	}

	@ParameterizedTest
	@CsvSource({ "max, -1", "max, 1001", "client-id-max, -1", "client-id-max, 1001", "window, 0", "window, 366d",
			"block, -1s", "block, 366d", "tracked-max, 0" })
	void limits_of_attempts_out_of_range_are_reported_by_their_keys(String key, String value) {
		a_value_out_of_range_is_reported_by_its_key("auth.attempts." + key, value);
	}

	static Stream<RecordComponent> limits() {
		return Stream
			.concat(Stream.of(MqttLimits.class.getRecordComponents()),
					Stream.of(MqttRateLimits.class.getRecordComponents()))
			.filter((limit) -> limit.getType().isPrimitive() || limit.getType() == Duration.class);
	}

	private static Object owner(RecordComponent limit, MqttLimits limits) {
		return (limit.getDeclaringRecord() == MqttLimits.class) ? limits : limits.rates();
	}

	private static String key(RecordComponent limit) {
		String kebab = limit.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
		return kebab.equals("packet-bytes-max") ? "max-bytes-in-message" : "limits." + kebab;
	}

	private static MqttServerConfig config(Map<String, String> values) {
		Map<String, String> keys = new HashMap<>();
		values.forEach((key, value) -> keys.put("mqtt.server." + key, value));
		return PropertiesServerConfig
			.of(new Binder(new MapConfigurationPropertySource(keys)).bind("mqtt.server", MqttServerProperties.class)
				.get(), null);
	}

}
