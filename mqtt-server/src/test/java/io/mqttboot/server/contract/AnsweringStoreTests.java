package io.mqttboot.server.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerStartException;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttSessionRecord;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.server.spi.MqttStoredSession;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Stores that answer later, fail, or never answer: what they have not stored is not
 * acknowledged, and who needs no store is served.
 */
class AnsweringStoreTests {

	private final Tally tally = new Tally();

	private final SlowSessions sessions = new SlowSessions();

	private final SlowMessages messages = new SlowMessages();

	private final ManualBroker broker = new ManualBroker(
			(builder) -> builder.observer(this.tally).sessionStore(this.sessions).messageStore(this.messages));

	/** How a store fails. */
	enum Failure {

		THROWS, RETURNS_NULL, ANSWERS_FAILURE, NEVER_ANSWERS;

		@SuppressWarnings("NullAway")
		CompletionStage<Void> answer() {
			return switch (this) {
				case THROWS -> throw new IllegalStateException("the disk is full");
				case RETURNS_NULL -> null;
				case ANSWERS_FAILURE -> CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
				case NEVER_ANSWERS -> new CompletableFuture<>();
			};
		}

	}

	@AfterEach
	void close() {
		this.broker.close();
	}

	private static Connect lasting(String clientId) {
		return Packets.connect(clientId).resume().sessionExpiry(1_000).keepAlive(0);
	}

	private void subscriber() {
		this.broker.client(lasting("subscriber"), 1).subscribes("t", 2).leaves();
	}

	@Test
	@Clause({ "MQTT-4.3.2-4", "MQTT-4.6.0-2" })
	void acknowledgements_wait_for_the_store_and_keep_their_order() {
		subscriber();
		WirePeer publisher = this.broker.client(Packets.connect("publisher"));
		this.sessions.later = true;
		publisher.send(Packets.publish("t", "1").qos(1).id(1));
		publisher.send(Packets.publish("nobody", "2").qos(1).id(2));
		publisher.send(Packets.publish("t", "3").qos(1).id(3));
		publisher.receivesNothing();
		this.sessions.answer(1);
		this.broker.run();
		publisher.receivesNothing();
		this.sessions.answer(0);
		publisher.receives(Packets.puback(1), Packets.puback(2).code(0x10), Packets.puback(3));
	}

	@Test
	@Clause({ "MQTT-4.3.3-8", "MQTT-4.6.0-3" })
	void pubrec_waits_for_the_message_and_for_its_identifier_and_pubcomp_for_the_release() {
		subscriber();
		WirePeer publisher = this.broker.client(lasting("publisher"));
		this.sessions.later = true;
		publisher.send(Packets.publish("t", "1").qos(2).id(1)).receivesNothing();
		assertThat(this.sessions.waiting).hasSize(2);
		this.sessions.answer(1);
		publisher.send(Packets.publish("t", "1").qos(2).id(1).dup()).receivesNothing();
		this.sessions.answer(0);
		publisher.receives(Packets.pubrec(1));
		publisher.send(Packets.pubrel(1)).receivesNothing();
		this.sessions.answer(0);
		publisher.receives(Packets.pubcomp(1));
		WirePeer subscriber = this.broker.client(lasting("subscriber"), 1);
		subscriber.receivesMessage(Packets.publish("t", "1").qos(2));
		subscriber.receivesNothing();
	}

	@Test
	void pubrec_of_a_message_sent_again_on_another_connection_goes_out_on_that_one() {
		subscriber();
		WirePeer first = this.broker.client(lasting("publisher"));
		this.sessions.later = true;
		first.send(Packets.publish("t", "1").qos(2).id(1)).receivesNothing();
		first.abort();
		WirePeer second = this.broker.client(lasting("publisher"), 1);
		second.send(Packets.publish("t", "1").qos(2).id(1).dup()).receivesNothing();
		while (!this.sessions.waiting.isEmpty()) {
			this.sessions.answer(0);
		}
		second.receives(Packets.pubrec(1)).receivesNothing();
	}

	@Test
	void an_answer_after_a_takeover_raises_no_quota() {
		ManualBroker small = new ManualBroker((builder) -> builder.sessionStore(this.sessions)
			.configure(
					(config) -> config.limits(io.mqttboot.server.config.MqttLimits.builder().receiveMax(2).build())));
		small.client(lasting("subscriber"), 1).subscribes("t", 1).leaves();
		WirePeer first = small.client(lasting("publisher"));
		this.sessions.later = true;
		first.send(Packets.publish("t", "1").qos(1).id(1), Packets.publish("t", "2").qos(1).id(2)).receivesNothing();
		WirePeer second = small.client(lasting("publisher"), 1);
		first.isDisconnected(0x8E);
		second.send(Packets.publish("t", "3").qos(1).id(1)).receivesNothing();
		this.sessions.answer(0); // of the first connection
		this.sessions.answer(0);
		second.send(Packets.publish("t", "4").qos(1).id(2)).receivesNothing();
		second.send(Packets.publish("t", "5").qos(1).id(3)).isDisconnected(0x93);
		small.close();
	}

	@ParameterizedTest
	@EnumSource(Failure.class)
	void what_the_session_store_did_not_store_is_never_acknowledged_and_others_are_served(Failure failure) {
		subscriber();
		WirePeer neighbour = this.broker.client(Packets.connect("neighbour"), 1).subscribes("t", 0);
		WirePeer publisher = this.broker.client(Packets.connect("publisher"));
		WirePeer other = this.broker.client(Packets.connect("other"));
		this.sessions.failure = failure;
		publisher.send(Packets.publish("t", "1").qos(1).id(1), Packets.publish("t", "2").qos(2).id(2));
		publisher.receivesNothing();
		neighbour.receives(Packets.publish("t", "1"), Packets.publish("t", "2"));
		other.publishes(Packets.publish("elsewhere", ""));
		assertThat(this.tally.storeFailures() > 0).isEqualTo(failure != Failure.NEVER_ANSWERS);
		this.sessions.failure = null;
		other.publishes(Packets.publish("t", "3"));
		neighbour.receives(Packets.publish("t", "3"));
		publisher.receivesNothing();
	}

	@ParameterizedTest
	@EnumSource(Failure.class)
	void what_the_message_store_did_not_store_is_never_acknowledged_and_others_are_served(Failure failure) {
		WirePeer neighbour = this.broker.client(Packets.connect("neighbour"), 1).subscribes("#", 0);
		WirePeer publisher = this.broker.client(Packets.connect("publisher"));
		WirePeer other = this.broker.client(Packets.connect("other"));
		publisher.publishes(Packets.publish("r", "0").retain());
		neighbour.receives(Packets.publish("r", "0"));
		this.messages.failure = failure;
		publisher.send(Packets.publish("r", "1").qos(1).id(1).retain(), Packets.publish("r", "").qos(2).id(2).retain());
		publisher.receivesNothing();
		neighbour.receives(Packets.publish("r", "1"), Packets.publish("r", ""));
		other.publishes(Packets.publish("t", "2"));
		neighbour.receives(Packets.publish("t", "2"));
		this.broker.client(Packets.connect("testator").will("w", "will", 0), 1).abort();
		neighbour.receives(Packets.publish("w", "will"));
	}

	@ParameterizedTest
	@EnumSource(value = Failure.class, names = "NEVER_ANSWERS", mode = EnumSource.Mode.EXCLUDE)
	void a_store_that_fails_stops_no_clock(Failure failure) {
		this.broker.client(Packets.connect("a").sessionExpiry(5)).leaves();
		this.broker.client(Packets.connect("b").sessionExpiry(5)).leaves();
		WirePeer quiet = this.broker.client(Packets.connect("quiet").keepAlive(10));
		this.sessions.failure = failure;
		this.messages.failure = failure;
		this.broker.advance(java.time.Duration.ofSeconds(8));
		assertThat(this.broker.statistics().sessions()).isEqualTo(1);
		this.broker.advance(java.time.Duration.ofSeconds(10));
		quiet.isDisconnected(0x8D);
	}

	@ParameterizedTest
	@EnumSource(value = Failure.class, names = "NEVER_ANSWERS", mode = EnumSource.Mode.EXCLUDE)
	void a_store_that_cannot_be_read_refuses_the_start(Failure failure) {
		MqttSessionStore unreadable = new MqttSessionStore() {

			@Override
			@SuppressWarnings({ "unchecked", "rawtypes", "NullAway" })
			public CompletionStage<java.util.Map<String, MqttStoredSession>> load() {
				return (CompletionStage) failure.answer();
			}

			@Override
			public CompletionStage<Void> append(String clientId, List<MqttSessionRecord> records) {
				return CompletableFuture.completedFuture(null);
			}

			@Override
			public CompletionStage<Void> remove(String clientId) {
				return CompletableFuture.completedFuture(null);
			}

		};
		MqttServer server = MqttServer.create().port(0).sessionStore(unreadable).build();
		assertThatExceptionOfType(MqttServerStartException.class).isThrownBy(server::start)
			.withMessageContaining("store");
		assertThat(server.isRunning()).isFalse();
	}

	/** A session store that answers when it is told to, or fails. */
	private static final class SlowSessions implements MqttSessionStore {

		private final MqttInMemorySessionStore store = new MqttInMemorySessionStore();

		private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

		private boolean later;

		private @org.jspecify.annotations.Nullable Failure failure;

		void answer(int index) {
			this.waiting.remove(index).complete(null);
		}

		@Override
		public CompletionStage<java.util.Map<String, MqttStoredSession>> load() {
			return this.store.load();
		}

		@Override
		public CompletionStage<Void> append(String clientId, List<MqttSessionRecord> records) {
			if (this.failure != null) {
				return this.failure.answer();
			}
			this.store.append(clientId, records);
			CompletableFuture<Void> answer = new CompletableFuture<>();
			if (this.later) {
				this.waiting.add(answer);
			}
			else {
				answer.complete(null);
			}
			return answer;
		}

		@Override
		public CompletionStage<Void> remove(String clientId) {
			return (this.failure != null) ? this.failure.answer() : this.store.remove(clientId);
		}

	}

	/** A message store that fails when it is told to. */
	private static final class SlowMessages implements MqttMessageStore {

		private final MqttInMemoryMessageStore store = new MqttInMemoryMessageStore();

		private @org.jspecify.annotations.Nullable Failure failure;

		@Override
		public CompletionStage<List<Retained>> loadRetained() {
			return this.store.loadRetained();
		}

		@Override
		public CompletionStage<Void> putRetained(MqttMessage message, long expiresAtMillis) {
			return (this.failure != null) ? this.failure.answer() : this.store.putRetained(message, expiresAtMillis);
		}

		@Override
		public CompletionStage<Void> removeRetained(String topic) {
			return (this.failure != null) ? this.failure.answer() : this.store.removeRetained(topic);
		}

		@Override
		public CompletionStage<java.util.Map<String, io.mqttboot.MqttWill>> loadWills() {
			return this.store.loadWills();
		}

		@Override
		public CompletionStage<Void> putWill(String clientId, io.mqttboot.MqttWill will) {
			return (this.failure != null) ? this.failure.answer() : this.store.putWill(clientId, will);
		}

		@Override
		public CompletionStage<Void> removeWill(String clientId) {
			return (this.failure != null) ? this.failure.answer() : this.store.removeWill(clientId);
		}

	}

}
