package io.mqttboot.browser;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.MqttServer;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that is a broker with the dashboard, on free ports.
 */
final class Broker implements AutoCloseable {

	static final String USER = "operator";

	static final String PASSWORD = "secret";

	private final ConfigurableApplicationContext context;

	private final List<WirePeer> peers = new ArrayList<>();

	/** Starts it with further arguments. */
	Broker(String... further) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--mqtt.server.port=0", "--mqtt.server.websocket-port=0", "--mqtt.server.http-enable=true",
				"--mqtt.server.http-basic-auth.enable=true", "--mqtt.server.http-basic-auth.username=" + USER,
				"--mqtt.server.http-basic-auth.password=" + PASSWORD, "--mqtt.server.dashboard.enabled=true",
				"--spring.main.banner-mode=off"));
		arguments.addAll(List.of(further));
		this.context = SpringApplication.run(Application.class, arguments.toArray(String[]::new));
	}

	String url(String path) {
		return "http://127.0.0.1:" + port("local.server.port") + path;
	}

	int webSocketPort() {
		return port("local.mqtt.server.websocket-port");
	}

	MqttServer server() {
		return this.context.getBean(MqttServer.class);
	}

	private int port(String name) {
		return this.context.getEnvironment().getRequiredProperty(name, Integer.class);
	}

	/** Connects a client that stays until {@link #forgetClients()}. */
	WirePeer client(String clientId) {
		return client(Packets.connect(clientId));
	}

	WirePeer client(Connect connect) {
		WirePeer peer = raw();
		peer.connects(connect);
		return peer;
	}

	WirePeer raw() {
		WirePeer peer = WirePeer.connect(port("local.mqtt.server.port"));
		this.peers.add(peer);
		return peer;
	}

	/** Leaves a session whose client is away. */
	void session(String clientId, String filter) {
		WirePeer peer = client(Packets.connect(clientId).sessionExpiry(3600));
		peer.subscribes(filter, 1);
		peer.leaves();
	}

	void forgetClients() {
		this.peers.forEach(WirePeer::close);
		this.peers.clear();
	}

	@Override
	public void close() {
		forgetClients();
		this.context.close();
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
