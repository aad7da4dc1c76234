package io.mqttboot.server.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;

/**
 * A broker with rules that a test changes, and clients whose principal is what they say
 * before a colon of their user name: "paul:ignored" is paul.
 */
final class Scene implements AutoCloseable {

	final Tally tally = new Tally();

	final ManualBroker broker;

	private List<MqttRule> rules;

	private boolean failing;

	final List<MqttIdentity> asked = new ArrayList<>();

	Scene(MqttRule... rules) {
		this((builder) -> builder, rules);
	}

	Scene(UnaryOperator<MqttServerBuilder> setUp, MqttRule... rules) {
		this.rules = List.of(rules);
		this.broker = new ManualBroker((builder) -> setUp
			.apply(builder.observer(this.tally).authenticator(authenticator()).authorizer(this::rules)));
	}

	private static MqttAuthenticator authenticator() {
		return (request) -> CompletableFuture.completedFuture(accepted(request));
	}

	private static MqttAuthResult accepted(MqttAuthRequest request) {
		String name = request.userName();
		return new MqttAuthResult.Accepted((name != null) ? name.replaceAll(":.*", "") : null, null,
				Map.of("site", "berlin"), Set.of("ops"), null);
	}

	private List<MqttRule> rules(MqttIdentity client) {
		this.asked.add(client);
		if (this.failing) {
			throw new IllegalStateException("the directory does not answer");
		}
		return this.rules;
	}

	void fails(boolean fails) {
		this.failing = fails;
	}

	/** Other rules hold from now on, for new clients and for those that are there. */
	CompletableFuture<Void> change(MqttRule... others) {
		this.rules = List.of(others);
		return this.broker.refreshPermissions();
	}

	/** Other rules hold for those who connect from now on. */
	void changeQuietly(MqttRule... others) {
		this.rules = List.of(others);
	}

	WirePeer client(Version version, String clientId) {
		return this.broker.client(Packets.connect(version, clientId));
	}

	WirePeer client(String clientId) {
		return client(Version.V5, clientId);
	}

	static Connect lasting(String clientId) {
		return lasting(Version.V5, clientId);
	}

	/** A CONNECT with a session that is taken up and goes on. */
	static Connect lasting(Version version, String clientId) {
		Connect connect = Packets.connect(version, clientId).resume().keepAlive(0);
		return (version == Version.V5) ? connect.sessionExpiry(1_000) : connect;
	}

	@Override
	public void close() {
		this.broker.close();
	}

}
