package io.mqttboot.spring.boot.autoconfigure.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients ask of authenticators, and how those answer.
 */
final class AuthRequests {

	private AuthRequests() {
	}

	static MqttAuthRequest request(@Nullable String userName, @Nullable String password) {
		return of(userName, (password != null) ? password.getBytes(StandardCharsets.UTF_8) : null);
	}

	static MqttAuthRequest bytes(String userName, int... password) {
		byte[] bytes = new byte[password.length];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) password[i];
		}
		return of(userName, bytes);
	}

	private static MqttAuthRequest of(@Nullable String userName, byte @Nullable [] password) {
		return new MqttAuthRequest("client", userName,
				(password != null) ? ByteBuffer.wrap(password).asReadOnlyBuffer() : null, null, null, false,
				MqttVersion.MQTT_5, new InetSocketAddress(1883), List.of(), List.of());
	}

	static MqttAuthResult ask(MqttAuthenticator authenticator, @Nullable String userName, @Nullable String password) {
		return authenticator.authenticate(request(userName, password)).toCompletableFuture().join();
	}

	static MqttAuthResult.Accepted accepted(MqttAuthResult result) {
		assertThat(result).isInstanceOf(MqttAuthResult.Accepted.class);
		return (MqttAuthResult.Accepted) result;
	}

	static MqttReasonCode refused(MqttAuthResult result) {
		assertThat(result).isInstanceOf(MqttAuthResult.Refused.class);
		return ((MqttAuthResult.Refused) result).reasonCode();
	}

	/** A client over TCP that is let in. */
	static void isLetIn(MqttServer server, @Nullable String userName, @Nullable String password) {
		try (WirePeer peer = WirePeer.connect(server.port())) {
			peer.connects(connect(userName, password));
			peer.leaves();
		}
	}

	/** A client over TCP that is kept out, with one of some codes. */
	static void isKeptOut(MqttServer server, @Nullable String userName, @Nullable String password, int... codes) {
		try (WirePeer peer = WirePeer.connect(server.port())) {
			peer.send(connect(userName, password)).isRefused(codes);
		}
	}

	private static Connect connect(@Nullable String userName, @Nullable String password) {
		Connect connect = Packets.connect("client");
		if (userName != null) {
			connect.userName(userName);
		}
		return (password != null) ? connect.password(password) : connect;
	}

}
