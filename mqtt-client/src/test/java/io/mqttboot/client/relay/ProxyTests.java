package io.mqttboot.client.relay;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientBuilder;
import io.mqttboot.client.config.MqttProxy;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a client gets past proxies. The server's name is one that only the proxy knows,
 * except with SOCKS 4.
 */
class ProxyTests {

	private static final String HOST = "broker.behind.the.proxy.invalid";

	private final MqttServer server = MqttServer.create().port(0).webSocketPort(0).start();

	private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private @Nullable String user;

	private @Nullable String password;

	private @Nullable Relay proxy;

	@BeforeEach
	void listen() {
		this.log.start();
		root().addAppender(this.log);
	}

	@AfterEach
	void stop() {
		root().detachAppender(this.log);
		if (this.proxy != null) {
			this.proxy.close();
		}
		this.server.stop();
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	private MqttProxy start(MqttProxy.Type type) {
		this.proxy = new Relay(Relay.listener(), switch (type) {
			case HTTP -> this::http;
			case SOCKS4 -> this::socks4;
			case SOCKS5 -> this::socks5;
		});
		return new MqttProxy(type, "127.0.0.1", this.proxy.port(), null, null);
	}

	private MqttClientBuilder client(String uri, MqttProxy way) {
		return MqttClient.create()
			.serverUri(uri)
			.configure((config) -> config.proxy(way))
			.observer(new MqttClientObserver() {

				@Override
				public void attemptFailed(String serverUri, MqttClientException cause) {
					ProxyTests.this.told.add("failed: " + cause.getMessage());
				}

			});
	}

	private String next() throws InterruptedException {
		return this.told.poll(10, TimeUnit.SECONDS);
	}

	private void roundTrip(String uri, MqttProxy way) throws Exception {
		try (MqttClient client = client(uri, way).connect()) {
			client.subQos1("a", (topic, payload) -> this.told.add(MqttPayload.text(payload)));
			client.publish("a", "past the proxy", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
			assertThat(next()).startsWith("asked for ");
			assertThat(next()).isEqualTo("past the proxy");
		}
	}

	// ------ proxies

	private InetSocketAddress found(String host, int port) {
		this.told.add("asked for " + host);
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	private @Nullable InetSocketAddress http(InputStream in, OutputStream out) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
			head.write(in.read());
		}
		String text = head.toString(StandardCharsets.US_ASCII);
		String credentials = Base64.getEncoder()
			.encodeToString((this.user + ":" + this.password).getBytes(StandardCharsets.UTF_8));
		if (this.user != null
				&& !text.toLowerCase().contains("proxy-authorization: basic " + credentials.toLowerCase())) {
			out.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
			return null;
		}
		out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		String[] target = text.substring("CONNECT ".length(), text.indexOf(" HTTP/")).split(":");
		return found(target[0], Integer.parseInt(target[1]));
	}

	private @Nullable InetSocketAddress socks5(InputStream in, OutputStream out) throws IOException {
		DataInputStream data = new DataInputStream(in);
		assertThat(data.readUnsignedByte()).isEqualTo(5);
		byte[] methods = data.readNBytes(data.readUnsignedByte());
		int wanted = (this.user != null) ? 2 : 0;
		boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(wanted) >= 0;
		out.write(new byte[] { 5, (byte) (offered ? wanted : 0xFF) });
		if (!offered) {
			return null;
		}
		if (this.user != null) {
			data.readUnsignedByte();
			String name = new String(data.readNBytes(data.readUnsignedByte()), StandardCharsets.UTF_8);
			String secret = new String(data.readNBytes(data.readUnsignedByte()), StandardCharsets.UTF_8);
			boolean right = name.equals(this.user) && secret.equals(this.password);
			out.write(new byte[] { 1, (byte) (right ? 0 : 1) });
			if (!right) {
				return null;
			}
		}
		data.readNBytes(3);
		int type = data.readUnsignedByte();
		assertThat(type).as("a host name").isEqualTo(3);
		String host = new String(data.readNBytes(data.readUnsignedByte()), StandardCharsets.US_ASCII);
		int port = data.readUnsignedShort();
		out.write(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
		return found(host, port);
	}

	private InetSocketAddress socks4(InputStream in, OutputStream out) throws IOException {
		DataInputStream data = new DataInputStream(in);
		assertThat(data.readUnsignedShort()).isEqualTo(0x0401);
		int port = data.readUnsignedShort();
		InetAddress address = InetAddress.getByAddress(data.readNBytes(4));
		while (data.readUnsignedByte() != 0) {
			// the user
		}
		out.write(new byte[] { 0, 0x5A, 0, 0, 0, 0, 0, 0 });
		return found(address.getHostAddress(), port);
	}

	// ------ stories

	@ParameterizedTest
	@EnumSource(names = { "HTTP", "SOCKS5" })
	void a_proxy_looks_the_server_up(MqttProxy.Type type) throws Exception {
		roundTrip("tcp://" + HOST + ":" + this.server.port(), start(type));
		assertThat(this.proxy.failures()).noneMatch((failure) -> failure.contains("Assert"));
	}

	@Test
	void web_socket_gets_past_a_proxy() throws Exception {
		roundTrip("ws://" + HOST + ":" + this.server.webSocketPort() + "/mqtt", start(MqttProxy.Type.HTTP));
	}

	@Test
	void socks_4_is_given_an_address() throws Exception {
		roundTrip("tcp://127.0.0.1:" + this.server.port(), start(MqttProxy.Type.SOCKS4));
	}

	@Test
	void socks_4_cannot_be_given_a_name() throws Exception {
		try (MqttClient client = client("tcp://[::1]:1883", start(MqttProxy.Type.SOCKS4)).connect()) {
			assertThat(next()).contains("no IPv4 address");
			assertThat(client.isConnected()).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP", "SOCKS5" })
	void a_proxy_is_told_who_asks_and_no_log_is(MqttProxy.Type type) throws Exception {
		this.user = "somebody";
		this.password = "proxy-secret";
		MqttProxy proxied = start(type).withCredentials("somebody", "proxy-secret");
		roundTrip("tcp://" + HOST + ":" + this.server.port(), proxied);
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.isNotEmpty()
			.noneMatch((line) -> line.contains("proxy-secret"));
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP", "SOCKS5" })
	void a_proxy_that_sends_the_client_away_is_a_failed_attempt(MqttProxy.Type type) throws Exception {
		this.user = "somebody";
		this.password = "proxy-secret";
		MqttProxy proxied = start(type).withCredentials("somebody", "guessed-secret");
		try (MqttClient client = client("tcp://" + HOST + ":" + this.server.port(), proxied).connect()) {
			assertThat(next()).startsWith("failed: the proxy does not connect: ").doesNotContain("secret");
			assertThat(client.isConnected()).isFalse();
		}
	}

	@Test
	void a_proxy_that_is_not_there_is_a_failed_attempt() throws Exception {
		MqttProxy gone = start(MqttProxy.Type.HTTP);
		this.proxy.close();
		try (MqttClient client = client("tcp://" + HOST + ":1883", gone).connect()) {
			assertThat(next()).startsWith("failed: nobody listens there");
			assertThat(client.isConnected()).isFalse();
		}
	}

}
