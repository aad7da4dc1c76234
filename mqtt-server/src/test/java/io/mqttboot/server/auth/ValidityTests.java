package io.mqttboot.server.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Reasoned;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are let in for a time.
 */
class ValidityTests {

	private static final String METHOD = "pass";

	// where the clock of a manual broker begins
	private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

	private final Passes passes = new Passes();

	private final ManualBroker broker = new ManualBroker((builder) -> builder.authenticator(this.passes));

	@AfterEach
	void close() {
		this.broker.close();
	}

	private static Connect connect() {
		return Packets.connect("client").keepAlive(0).property(Property.AUTH_METHOD, METHOD);
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_client_is_disconnected_when_its_time_is_over(Version version) {
		WirePeer watcher = this.broker.client(Packets.connect("watcher")).subscribes("gone", 0);
		this.passes.until = START.plusSeconds(30);
		WirePeer client = this.broker.client(Packets.connect(version, "client").keepAlive(0).will("gone", "it is", 0));
		this.broker.advance(Duration.ofSeconds(29));
		client.receivesNothing();
		this.broker.advance(Duration.ofSeconds(4));
		client.isDisconnected(0x87);
		watcher.receives(Packets.publish("gone", "it is"));
	}

	@Test
	void who_is_let_in_without_an_end_stays() {
		WirePeer client = this.broker.client(connect());
		this.broker.advance(Duration.ofSeconds(100));
		client.receivesNothing();
	}

	@Test
	void an_end_far_away_is_no_problem() {
		this.passes.until = Instant.MAX;
		WirePeer client = this.broker.client(connect());
		this.broker.advance(Duration.ofSeconds(100));
		client.receivesNothing();
	}

	@Test
	void whose_time_is_over_already_is_refused() {
		this.passes.until = START;
		this.broker.peer().send(connect()).isRefused(0x87);
		this.passes.until = Instant.MIN;
		this.broker.peer().send(Packets.connect(Version.V3_1_1, "client")).isRefused(5);
	}

	@Test
	void proving_oneself_again_renews_the_time() {
		this.passes.until = START.plusSeconds(30);
		WirePeer client = this.broker.client(connect());
		this.passes.until = START.plusSeconds(60);
		this.broker.advance(Duration.ofSeconds(25));
		again(client);
		this.broker.advance(Duration.ofSeconds(30));
		client.receivesNothing();
		this.broker.advance(Duration.ofSeconds(10));
		client.isDisconnected(0x87);
	}

	@Test
	void proving_oneself_again_may_shorten_the_time_and_may_end_it() {
		WirePeer client = this.broker.client(connect());
		this.passes.until = START.plusSeconds(10);
		again(client);
		this.broker.advance(Duration.ofSeconds(5));
		this.passes.until = null;
		again(client);
		this.broker.advance(Duration.ofSeconds(60));
		client.receivesNothing();
		this.passes.until = START;
		client.send(Packets.auth(0x19, METHOD, "")).isDisconnected(0x87);
	}

	@Test
	void who_is_somebody_else_or_nobody_now_is_disconnected() {
		WirePeer client = this.broker.client(connect());
		this.passes.principal = "another";
		client.send(Packets.auth(0x19, METHOD, "")).isDisconnected(0x87);
		WirePeer other = this.broker.client(connect());
		this.passes.principal = null;
		other.send(Packets.auth(0x19, METHOD, "")).isDisconnected(0x87);
	}

	@Test
	void who_proves_to_be_another_is_told_what_a_wrong_password_is_told() {
		WirePeer guesser = this.broker.client(connect());
		this.passes.principal = "another";
		String right = toldAgain(guesser);
		WirePeer next = this.broker.client(connect());
		this.passes.refuses = true;
		assertThat(toldAgain(next)).isEqualTo(right);
	}

	private static String toldAgain(WirePeer client) {
		Reasoned told = client.send(Packets.auth(0x19, METHOD, "")).receive(Reasoned.class);
		return told + " " + told.text(Property.REASON_STRING);
	}

	@Test
	void who_has_other_rights_now_has_to_connect_again() {
		WirePeer client = this.broker.client(connect());
		again(client);
		this.passes.authorities = Set.of();
		client.send(Packets.auth(0x19, METHOD, "")).isDisconnected(0x87);
		again(this.broker.client(connect()));
	}

	@Test
	void the_time_of_a_connection_that_is_gone_means_nothing_to_the_next() {
		this.passes.until = START.plusSeconds(30);
		this.broker.client(connect().sessionExpiry(1000)).leaves();
		this.passes.until = START.plusSeconds(90);
		WirePeer client = this.broker.client(connect().resume());
		this.broker.advance(Duration.ofSeconds(60));
		client.receivesNothing();
		assertThat(this.passes.asked).isEqualTo(2);
	}

	private static void again(WirePeer client) {
		client.send(Packets.auth(0x19, METHOD, "")).receives(Packets.auth(0).property(Property.AUTH_METHOD, METHOD));
	}

	/** Lets everybody in, under one name and for a time. */
	private static final class Passes implements MqttAuthenticator {

		private @Nullable String principal = "holder";

		private @Nullable Instant until;

		private Set<String> authorities = Set.of("driver");

		private boolean refuses;

		private int asked;

		@Override
		public boolean supports(@Nullable String method) {
			return method == null || method.equals(METHOD);
		}

		@Override
		public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
			this.asked++;
			if (this.refuses) {
				return CompletableFuture
					.completedFuture(new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, "a wrong password"));
			}
			return CompletableFuture.completedFuture(new MqttAuthResult.Accepted(this.principal, null,
					Map.of("line", "7"), this.authorities, this.until));
		}

	}

}
