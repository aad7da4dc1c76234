package io.mqttboot.server.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttAttempts;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WebSocketWire;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server of a test class and the peers of a test. With the system property
 * {@code conformance.port} a broker on that port takes its place, so that the tests
 * themselves can be tried on others.
 */
final class TestBroker implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final UnaryOperator<MqttServerBuilder> setUp;

	private final List<WirePeer> peers = new ArrayList<>();

	private @Nullable MqttServer server;

	TestBroker() {
		this((builder) -> builder);
	}

	TestBroker(UnaryOperator<MqttServerBuilder> setUp) {
		this.setUp = setUp;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		if (Integer.getInteger("conformance.port") == null) {
			MqttServerBuilder builder = MqttServer.create()
				.port(0)
				.webSocketPort(0)
				.configure((config) -> config.attempts(MqttAttempts.UNLIMITED)); // all
																					// tests
																					// have
																					// one
																					// address
			this.server = this.setUp.apply(builder).start();
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.peers.forEach(WirePeer::close);
		this.peers.clear();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.server != null) {
			this.server.stop();
		}
	}

	MqttServer server() {
		if (this.server == null) {
			throw new IllegalStateException("there is only a foreign broker");
		}
		return this.server;
	}

	/** A peer that has a connection and has sent nothing. */
	WirePeer peer() {
		return keep(
				WirePeer.connect((this.server != null) ? this.server.port() : Integer.getInteger("conformance.port")));
	}

	/** A peer over WebSocket that has sent nothing. */
	WirePeer peer(WebSocketWire wire) {
		return keep(new WirePeer(wire));
	}

	int webSocketPort() {
		return (this.server != null) ? this.server.webSocketPort() : Integer.getInteger("conformance.websocket.port");
	}

	private WirePeer keep(WirePeer peer) {
		this.peers.add(peer);
		return peer;
	}

	/** A peer that is let in with a session that ends with its connection. */
	WirePeer client(Version version) {
		return client(Packets.connect(version, name("client")));
	}

	/** A peer of MQTT 5 that is let in with a session that ends with its connection. */
	WirePeer client() {
		return client(Version.V5);
	}

	/** A peer that is let in. */
	WirePeer client(Connect connect) {
		WirePeer peer = peer();
		peer.connects(connect);
		return peer;
	}

	/** A CONNECT with a session that outlives the connection and starts anew. */
	static Connect lasting(Version version, String clientId) {
		Connect connect = Packets.connect(version, clientId);
		return (version == Version.V5) ? connect.sessionExpiry(1_000) : connect.resume();
	}

	/** A CONNECT that takes up the session where it was, and keeps it. */
	static Connect resuming(Version version, String clientId) {
		return lasting(version, clientId).resume();
	}

	/** A name that no other test has. */
	static String name(String kind) {
		return kind + NAMES.incrementAndGet();
	}

}
