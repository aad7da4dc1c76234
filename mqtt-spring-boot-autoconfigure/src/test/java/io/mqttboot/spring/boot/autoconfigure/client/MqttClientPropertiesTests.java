package io.mqttboot.spring.boot.autoconfigure.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.config.MqttOutbox;
import io.mqttboot.client.config.MqttProxy;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.config.MqttServerUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MqttClientPropertiesTests {

	@Test
	void the_documents_block_for_a_producer_binds_as_it_stands() throws IOException {
		Binder binder = documented("documented-producer.yml");
		MqttProducerProperties producer = binder.bind("mqtt.producer", MqttProducerProperties.class).get();
		MqttClientConfig config = config(binder.bind("mqtt.client", MqttClientProperties.class).get(), producer);
		assertThat(config.serverUris()).containsExactly(MqttServerUri.tcp("127.0.0.1", 1883));
		assertThat(config.username()).isEqualTo("admin");
		assertThat(config.password()).isEqualTo("public".getBytes());
		assertThat(config.clientId()).matches("monitor\\.task\\.\\d{4}");
		assertThat(config.keepAliveSeconds()).isEqualTo(10);
		assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(30));
		assertThat(producer.getDefaultQos()).isEqualTo(2);
		assertThat(producer.isDefaultRetained()).isFalse();
		assertThat(producer.getDefaultTopic()).isEqualTo("testtopic/test1");
	}

	@Test
	void the_documents_block_for_a_consumer_binds_as_it_stands() throws IOException {
		Binder binder = documented("documented-consumer.yml");
		MqttClientConfig config = config(binder.bind("mqtt.client", MqttClientProperties.class).get(),
				new MqttProducerProperties());
		assertThat(config.clientId()).matches("MQTT_\\d{4}");
		assertThat(config.keepAliveSeconds()).isEqualTo(10);
		assertThat(binder.bind("mqtt.consumer", MqttConsumerProperties.class).get().getConsumerTopics())
			.containsExactly("$queue/testtopic/#", "$share/task/vms/status  带分组/不带分组");
	}

	@Test
	void without_properties_everything_is_as_the_engine_has_it() {
		MqttClientConfig config = config(Map.of());
		MqttClientConfig expected = MqttClientConfig.builder().clientId(config.clientId()).tls(config.tls()).build();
		assertThat(config).isEqualTo(expected);
		assertThat(config.clientId()).startsWith("MQTT-");
	}

	@Test
	void every_key_reaches_the_configuration() {
		MqttClientConfig config = config(Map.ofEntries(Map.entry("server-uri", "mqtt://a, ws://b:8083/ws"),
				Map.entry("username", "u"), Map.entry("password", "p"), Map.entry("client-id", "c"),
				Map.entry("version", "MQTT_5"), Map.entry("cleanSession", "false"), Map.entry("session-expiry", "1h"),
				Map.entry("keep-alive-interval", "20"), Map.entry("connectionTimeout", "5"),
				Map.entry("automatic-reconnect", "false"), Map.entry("handler-threads", "2"),
				Map.entry("debug", "true"), Map.entry("will.topic", "gone"), Map.entry("will.payload", "bye"),
				Map.entry("will.qos", "2"), Map.entry("will.retained", "true"),
				Map.entry("reconnect.initial-delay", "100"), Map.entry("reconnect.max-delay", "2s"),
				Map.entry("reconnect.jitter", "0"), Map.entry("ack-retry.max-attempts", "0"),
				Map.entry("ack-retry.interval", "3"), Map.entry("limits.in-flight-max", "1"),
				Map.entry("limits.receive-max", "2"), Map.entry("limits.handler-messages-max", "3"),
				Map.entry("limits.handler-bytes-max", "4KB"), Map.entry("limits.packet-bytes-max", "512"),
				Map.entry("limits.topic-alias-max", "0"), Map.entry("limits.requests-max", "5"),
				Map.entry("follow-redirects", "false"), Map.entry("proxy.uri", "socks5://p"),
				Map.entry("proxy.username", "pu"), Map.entry("proxy.password", "pp")));
		assertThat(config).usingRecursiveComparison()
			.isEqualTo(MqttClientConfig.builder()
				.serverUris(MqttServerUri.listOf("tcp://a:1883,ws://b:8083/ws"))
				.username("u")
				.password("p")
				.clientId("c")
				.version(MqttVersion.MQTT_5)
				.cleanStart(false)
				.sessionExpirySeconds(3_600)
				.keepAliveSeconds(20)
				.connectTimeout(Duration.ofSeconds(5))
				.automaticReconnect(false)
				.handlerThreads(2)
				.debug(true)
				.will(new MqttWill(MqttMessage.of("gone", "bye", MqttQos.EXACTLY_ONCE, true), 0))
				.reconnect(new MqttReconnect(Duration.ofMillis(100), Duration.ofSeconds(2), 0))
				.ackRetryMax(0)
				.ackRetryInterval(Duration.ofSeconds(3))
				.limits(new MqttClientLimits(100_000, 64L * 1024 * 1024, 1, 2, 3, 4_096, 512, 0, 5))
				.proxy(MqttProxy.of("socks5://p").withCredentials("pu", "pp"))
				.followRedirects(false)
				.tls(config.tls())
				.build());
	}

	@Test
	void what_waits_to_be_delivered_is_bounded_by_the_producer() {
		MqttClientConfig config = config(new MqttClientProperties(),
				producer(Map.of("max-messages", "7", "max-size", "1KB", "when-full", "drop-oldest")));
		assertThat(config.limits().outboxMessagesMax()).isEqualTo(7);
		assertThat(config.limits().outboxBytesMax()).isEqualTo(1_024);
		assertThat(config.outbox()).isEqualTo(MqttOutbox.MEMORY.withWhenFull(MqttOutbox.WhenFull.DROP_OLDEST));
	}

	@Test
	void it_may_wait_in_files() {
		MqttClientProperties client = new MqttClientProperties();
		client.setClientId("stays");
		MqttClientConfig config = config(client,
				producer(Map.of("store", "file", "directory", "/some/where", "max-size", "1KB", "force", "true")));
		assertThat(config.outbox())
			.isEqualTo(MqttOutbox.file(Path.of("/some/where")).withDiskBytesMax(1_024).withForce(true));
		assertThat(config.limits()).isEqualTo(MqttClientLimits.DEFAULT);
	}

	@Test
	void files_need_a_directory_and_a_client_identifier() {
		MqttClientProperties client = new MqttClientProperties();
		assertThatExceptionOfType(ClientPropertyException.class)
			.isThrownBy(() -> config(client, producer(Map.of("store", "file", "directory", "/some/where"))))
			.withMessageContaining("'mqtt.client.client-id' is not set");
		client.setClientId("stays");
		assertThatExceptionOfType(ClientPropertyException.class)
			.isThrownBy(() -> config(client, producer(Map.of("store", "file"))))
			.withMessageContaining("'mqtt.producer.offline.directory' is not set");
	}

	@ParameterizedTest
	@CsvSource({ "max-messages, 0", "max-size, 0" })
	void a_bound_out_of_range_is_reported_by_its_key(String key, String value) {
		assertThatExceptionOfType(ClientPropertyException.class)
			.isThrownBy(() -> config(new MqttClientProperties(), producer(Map.of(key, value))))
			.withMessageContaining("'mqtt.producer.offline." + key + "' is");
	}

	@ParameterizedTest
	@CsvSource({ "broker, , tcp://broker:1883", ", 1884, tcp://127.0.0.1:1884", "::1, 1, 'tcp://[::1]:1'" })
	void an_address_and_a_port_do_where_no_uri_stands(String ip, String port, String uri) {
		Map<String, String> values = new HashMap<>();
		if (ip != null) {
			values.put("ip", ip);
		}
		if (port != null) {
			values.put("port", port);
		}
		assertThat(config(values).serverUris()).containsExactly(MqttServerUri.of(uri));
		values.put("server-uri", "tcp://wins:7");
		assertThat(config(values).serverUris()).containsExactly(MqttServerUri.tcp("wins", 7));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcp://a", "a", "mqtt://a", "ssl://a", "mqtts://a:8883" })
	void a_client_that_is_told_to_encrypt_never_speaks_plainly(String uri) {
		assertThat(config(Map.of("server-uri", uri, "ssl.enabled", "true")).serverUris())
			.containsExactly(MqttServerUri.of("ssl://a:8883"));
		assertThat(config(Map.of("server-uri", "ws://a:80/x", "ssl.enabled", "true")).serverUris())
			.containsExactly(MqttServerUri.of("wss://a:80/x"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "server-uri; http://a", "server-uri; tcp://", "server-uri; 'tcp://a:70000'", "port; 0",
					"client-id; ''", "keep-alive-interval; 65536", "keep-alive-interval; -1", "connection-timeout; 0",
					"session-expiry; -1", "will.topic; a/#", "reconnect.initial-delay; 0", "reconnect.max-delay; 1ms",
					"reconnect.jitter; 1.1", "ack-retry.max-attempts; -1", "ack-retry.interval; 10ms",
					"handler-threads; 0", "limits.in-flight-max; 0", "limits.receive-max; 65536",
					"limits.handler-messages-max; 0", "limits.handler-bytes-max; 0", "limits.packet-bytes-max; 63",
					"limits.topic-alias-max; -1", "limits.requests-max; 0", "proxy.uri; ftp://p" })
	void a_value_out_of_range_is_reported_by_its_key(String key, String value) {
		assertThatExceptionOfType(ClientPropertyException.class).isThrownBy(() -> config(Map.of(key, value)))
			.withMessageContaining("'mqtt.client." + key + "'")
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("mqtt.client." + key));
	}

	@Test
	void contradictions_are_reported() {
		assertThatExceptionOfType(ClientPropertyException.class).isThrownBy(() -> config(Map.of("will.payload", "x")))
			.withMessage("'mqtt.client.will.topic' is not set: a will needs a topic");
		assertThatExceptionOfType(ClientPropertyException.class)
			.isThrownBy(() -> config(Map.of("will.topic", "t", "will.qos", "3")))
			.withMessageContaining("'mqtt.client.will.qos' is '3'");
		assertThatExceptionOfType(ClientPropertyException.class)
			.isThrownBy(() -> config(Map.of("server-uri", "ssl://a", "ssl.enabled", "false")))
			.withMessageContaining("mqtt.client.ssl.enabled")
			.withMessageContaining("ssl://a:8883");
		assertThatExceptionOfType(ClientPropertyException.class)
			.isThrownBy(() -> config(Map.of("password", "hidden-word")))
			.withMessageContaining("mqtt.client.username")
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("hidden-word"));
	}

	@Test
	void credentials_in_a_uri_are_refused_and_not_shown() {
		assertThatExceptionOfType(ClientPropertyException.class)
			.isThrownBy(() -> config(Map.of("server-uri", "tcp://me:hidden-word@a")))
			.withMessageContaining("set username and password")
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("hidden-word"));
	}

	private static Binder documented(String name) throws IOException {
		StandardEnvironment environment = new StandardEnvironment();
		RandomValuePropertySource.addToEnvironment(environment);
		new YamlPropertySourceLoader().load(name, new ClassPathResource(name))
			.forEach(environment.getPropertySources()::addLast);
		return Binder.get(environment);
	}

	private static MqttClientConfig config(Map<String, String> values) {
		Map<String, Object> keys = new HashMap<>();
		values.forEach((key, value) -> keys.put("mqtt.client." + key, value));
		Binder binder = new Binder(ConfigurationPropertySources.from(List.of(new MapPropertySource("test", keys))));
		return config(binder.bindOrCreate("mqtt.client", MqttClientProperties.class), new MqttProducerProperties());
	}

	private static MqttClientConfig config(MqttClientProperties properties, MqttProducerProperties producer) {
		PropertyCheck check = new PropertyCheck(MqttClientProperties.PREFIX);
		MqttClientConfig.Builder config = PropertiesClientConfig.of(check, properties, producer);
		new ClientConnection(check, properties, new PropertiesConnectionDetails(check, properties, null), null)
			.applyTo(config, properties.getVersion().is5());
		return config.build();
	}

	private static MqttProducerProperties producer(Map<String, String> values) {
		Map<String, Object> keys = new HashMap<>();
		values.forEach((key, value) -> keys.put("mqtt.producer.offline." + key, value));
		return new Binder(ConfigurationPropertySources.from(new MapPropertySource("test", keys)))
			.bind("mqtt.producer", MqttProducerProperties.class)
			.get();
	}

}
