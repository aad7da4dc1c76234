package io.mqttboot.server.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.mqttboot.protocol.scram.ClientFinal;
import io.mqttboot.protocol.scram.ClientFirst;
import io.mqttboot.protocol.scram.ScramException;
import io.mqttboot.protocol.scram.ScramSha256;
import io.mqttboot.protocol.scram.ServerFinal;
import io.mqttboot.protocol.scram.ServerFirst;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Reasoned;
import io.mqttboot.testkit.wire.WirePeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client on the wire that proves itself by SCRAM-SHA-256, step by step.
 */
final class ScramPeer {

	static final String METHOD = "SCRAM-SHA-256";

	private static final int CONTINUE = 0x18;

	private static final int AGAIN = 0x19;

	private final WirePeer peer;

	private final String userName;

	private final String password;

	private int nonces;

	private ClientFirst first;

	private byte[] signature = {};

	ScramPeer(WirePeer peer, String userName, String password) {
		this.peer = peer;
		this.userName = userName;
		this.password = password;
		this.first = next();
	}

	private ClientFirst next() {
		try {
			this.first = ClientFirst.of(this.userName, "nonce" + this.nonces++);
			return this.first;
		}
		catch (ScramException ex) {
			throw new AssertionError(ex);
		}
	}

	WirePeer peer() {
		return this.peer;
	}

	static Connect connect(String clientId, String first) {
		return Packets.connect(clientId)
			.property(Property.AUTH_METHOD, METHOD)
			.property(Property.AUTH_DATA, first.getBytes(StandardCharsets.UTF_8));
	}

	/** Says who it is, with CONNECT. */
	ScramPeer connects(String clientId) {
		this.peer.send(connect(clientId, this.first.text()));
		return this;
	}

	/** Says who it is, once more. */
	ScramPeer begins() {
		this.peer.send(Packets.auth(AGAIN, METHOD, next().text()));
		return this;
	}

	/** Reads what the server asks. */
	ServerFirst asked() {
		Reasoned auth = this.peer.receive(Reasoned.class);
		assertThat(auth.code()).as("what came: %s", auth).isEqualTo(CONTINUE);
		assertThat(auth.text(Property.AUTH_METHOD)).contains(METHOD);
		try {
			return ServerFirst.parse(data(auth), this.first);
		}
		catch (ScramException ex) {
			throw new AssertionError(ex);
		}
	}

	private static ByteBuffer data(Packet<?> packet) {
		return ByteBuffer.wrap(packet.binary(Property.AUTH_DATA).orElseThrow());
	}

	/** Proves that it knows the password. */
	ScramPeer answers() {
		return says(proof(asked()));
	}

	String proof(ServerFirst asked) {
		byte[] salted = ScramSha256.saltedPassword(this.password.getBytes(StandardCharsets.UTF_8), asked.salt(),
				asked.iterations());
		ClientFinal last = ClientFinal.of(this.first, asked, ScramSha256.clientKey(salted));
		this.signature = ScramSha256.signature(ScramSha256.serverKey(salted), last.said(this.first, asked));
		return last.text();
	}

	ScramPeer says(String last) {
		this.peer.send(Packets.auth(CONTINUE, METHOD, last));
		return this;
	}

	/** Expects CONNACK, in which the server proves that it knows the password too. */
	ScramPeer isLetIn() {
		Connack connack = this.peer.receive(Connack.class);
		assertThat(connack.code()).as("what came: %s", connack).isZero();
		return trusts(connack);
	}

	/** Expects that it may stay. */
	ScramPeer mayStay() {
		Reasoned auth = this.peer.receive(Reasoned.class);
		assertThat(auth.code()).as("what came: %s", auth).isZero();
		return trusts(auth);
	}

	private ScramPeer trusts(Packet<?> packet) {
		try {
			assertThat(ServerFinal.parse(data(packet)).signature()).isEqualTo(this.signature);
			return this;
		}
		catch (ScramException ex) {
			throw new AssertionError(ex);
		}
	}

}
