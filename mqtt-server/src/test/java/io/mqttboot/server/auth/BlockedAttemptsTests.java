package io.mqttboot.server.auth;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever guesses passwords, on the wire.
 */
class BlockedAttemptsTests {

	private static final String STRANGER = "192.0.2.1";

	private final Tally tally = new Tally();

	private final AtomicInteger asked = new AtomicInteger();

	private final ManualBroker broker = new ManualBroker(
			(builder) -> builder.observer(this.tally).authHandler((clientId, userName, password) -> {
				this.asked.incrementAndGet();
				return "right".equals(password);
			}));

	@AfterEach
	void close() {
		this.broker.close();
	}

	private static Connect connect(Version version, String clientId, String password) {
		return Packets.connect(version, clientId).userName("u").password(password).keepAlive(0);
	}

	private void guesses(int times, String from, String clientId) {
		for (int i = 0; i < times; i++) {
			this.broker.peer(from).send(connect(Version.V5, clientId, "guess " + i)).isRefused(0x86);
		}
	}

	@Test
	void who_guesses_from_one_address_is_refused_in_the_words_of_each_version_and_nobody_is_asked() {
		WirePeer before = this.broker.peer(STRANGER);
		before.connects(connect(Version.V5, "before", "right"));
		for (int i = 0; i < 10; i++) {
			guesses(1, STRANGER, "client" + i);
		}
		int judged = this.asked.get();
		this.broker.peer(STRANGER).send(connect(Version.V5, "a", "right")).isRefused(0x97);
		this.broker.peer(STRANGER).send(connect(Version.V3_1_1, "a", "right")).isRefused(5);
		this.broker.peer(STRANGER).send(connect(Version.V3_1, "a", "right")).isRefused(5);
		assertThat(this.asked).hasValue(judged);
		assertThat(this.tally.refusals()).containsEntry(MqttReasonCode.QUOTA_EXCEEDED, 1)
			.containsEntry(MqttReasonCode.NOT_AUTHORIZED, 2);
		before.receivesNothing(); // who is in stays in
		this.broker.peer("192.0.2.2").connects(connect(Version.V5, "b", "right"));
		this.broker.advance(Duration.ofMinutes(1));
		this.broker.peer(STRANGER).connects(connect(Version.V3_1_1, "a", "right"));
	}

	@Test
	void a_client_that_is_guessed_at_comes_back_where_it_was() {
		String home = "2001:db8:1:2::1";
		this.broker.peer(home).connects(connect(Version.V5, "victim", "right"));
		for (int i = 0; i < 10; i++) {
			guesses(1, "198.51.100." + i, "victim");
		}
		this.broker.peer("198.51.100.77").send(connect(Version.V5, "victim", "right")).isRefused(0x97);
		this.broker.peer("2001:db8:1:2::ffff").connects(connect(Version.V5, "victim", "right"));
	}

}
