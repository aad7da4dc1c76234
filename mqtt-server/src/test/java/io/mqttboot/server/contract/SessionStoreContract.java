package io.mqttboot.server.contract;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttSessionRecord;
import io.mqttboot.server.spi.MqttSessionRecord.Acknowledged;
import io.mqttboot.server.spi.MqttSessionRecord.Closed;
import io.mqttboot.server.spi.MqttSessionRecord.Dropped;
import io.mqttboot.server.spi.MqttSessionRecord.Freed;
import io.mqttboot.server.spi.MqttSessionRecord.Opened;
import io.mqttboot.server.spi.MqttSessionRecord.Queued;
import io.mqttboot.server.spi.MqttSessionRecord.Received;
import io.mqttboot.server.spi.MqttSessionRecord.Released;
import io.mqttboot.server.spi.MqttSessionRecord.Sent;
import io.mqttboot.server.spi.MqttSessionRecord.Subscribed;
import io.mqttboot.server.spi.MqttSessionRecord.Unsubscribed;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.server.spi.MqttStoredSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every session store does. A store's own tests extend this.
 */
public abstract class SessionStoreContract {

	private static final MqttIdentity WHO = new MqttIdentity("client", "\u6c7d-principal",
			Map.of("site", "a/b", "x", ""), Set.of("ops", "ROLE_A"));

	private static final Opened OPENED = new Opened(MqttVersion.MQTT_5, "user", WHO, 1_000);

	/** Returns an empty store. */
	protected abstract MqttSessionStore create();

	/**
	 * Returns a store with what a store has been told, as another process would open it;
	 * the same store, if it keeps nothing beyond the process.
	 */
	protected MqttSessionStore reopen(MqttSessionStore store) {
		return store;
	}

	/** Waits for an answer. */
	protected static <T> T answer(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	private MqttStoredSession kept(String clientId, MqttSessionRecord... records) {
		MqttSessionStore store = create();
		answer(store.append(clientId, List.of(records)));
		return answer(reopen(store).load()).getOrDefault(clientId, MqttStoredSession.EMPTY);
	}

	private static MqttMessage message(String text) {
		return MqttMessage.of("topic", text, MqttQos.AT_LEAST_ONCE, false);
	}

	private static Queued queued(long sequence) {
		return new Queued(sequence, message("message " + sequence), "publisher", MqttQos.EXACTLY_ONCE, false,
				new int[] { 3, 7 }, MqttMessageStore.NEVER);
	}

	private static List<Long> sequences(MqttStoredSession session) {
		return session.queued().stream().map(Queued::sequence).toList();
	}

	@Test
	public void a_new_store_has_no_sessions() {
		assertThat(answer(create().load())).isEmpty();
	}

	@Test
	public void a_session_has_what_its_client_said() {
		MqttStoredSession session = kept("client", OPENED, new Closed(5_000, 900));
		assertThat(session.version()).isEqualTo(MqttVersion.MQTT_5);
		assertThat(session.userName()).isEqualTo("user");
		assertThat(session.identity()).isEqualTo(WHO);
		assertThat(session.expirySeconds()).isEqualTo(900);
		assertThat(session.closedAtMillis()).isEqualTo(5_000);
	}

	@Test
	public void a_session_that_is_connected_again_is_not_closed() {
		MqttStoredSession session = kept("client", OPENED, new Closed(5_000, 900),
				new Opened(MqttVersion.MQTT_3_1_1, null, MqttIdentity.anonymous("client"), 0xFFFF_FFFFL));
		assertThat(session.closedAtMillis()).isZero();
		assertThat(session.userName()).isNull();
		assertThat(session.identity()).isEqualTo(MqttIdentity.anonymous("client"));
		assertThat(session.version()).isEqualTo(MqttVersion.MQTT_3_1_1);
		assertThat(session.expirySeconds()).isEqualTo(0xFFFF_FFFFL);
	}

	@Test
	public void subscriptions_are_kept_with_their_options_in_the_order_they_were_made() {
		Subscribed shared = new Subscribed("$share/g/b/#", MqttQos.EXACTLY_ONCE, true, true, 2, 268_435_455);
		Subscribed changed = new Subscribed("a/+", MqttQos.AT_MOST_ONCE, false, false, 0, 0);
		MqttStoredSession session = kept("client", OPENED,
				new Subscribed("a/+", MqttQos.AT_LEAST_ONCE, false, true, 1, 9), shared,
				new Subscribed("gone", MqttQos.AT_LEAST_ONCE, false, false, 0, 0), changed, new Unsubscribed("gone"));
		assertThat(session.subscriptions().values()).containsExactly(changed, shared);
	}

	@Test
	public void messages_that_wait_are_kept_in_order_without_those_dropped() {
		MqttStoredSession session = kept("client", OPENED, queued(1), queued(2), queued(3), new Dropped(2), queued(4));
		assertThat(sequences(session)).containsExactly(1L, 3L, 4L);
	}

	@Test
	public void a_message_is_kept_with_all_that_belongs_to_it() {
		MqttMessageProperties properties = new MqttMessageProperties(true, 77, "text/plain", "answer/to",
				ByteBuffer.wrap(new byte[] { 0, -1, 5 }),
				List.of(new MqttUserProperty("a", "1"), new MqttUserProperty("a", "\u6c7d\u8f66")));
		MqttMessage message = MqttMessage.of("a/\u6c7d/b", new byte[] { 0, 1, -128, 127 }, MqttQos.EXACTLY_ONCE, true)
			.withProperties(properties);
		Queued queued = new Queued(9, message, null, MqttQos.AT_LEAST_ONCE, true, new int[] { 1 }, 123_456_789_000L);
		Queued kept = kept("client", OPENED, queued).queued().get(0);
		assertThat(kept.message().topic()).isEqualTo(message.topic());
		assertThat(kept.message().payload()).isEqualTo(message.payload());
		assertThat(kept.message().qos()).isEqualTo(message.qos());
		assertThat(kept.message().retain()).isTrue();
		assertThat(kept.message().properties()).isEqualTo(properties);
		assertThat(kept.publisher()).isNull();
		assertThat(kept.qos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
		assertThat(kept.retain()).isTrue();
		assertThat(kept.subscriptionIds()).containsExactly(1);
		assertThat(kept.expiresAtMillis()).isEqualTo(123_456_789_000L);
	}

	@Test
	public void messages_in_flight_are_kept_in_the_order_they_were_sent() {
		MqttStoredSession session = kept("client", OPENED, queued(1), queued(2), queued(3), queued(4),
				new Sent(1, 65_535), new Sent(2, 1), new Sent(3, 7), new Acknowledged(1));
		assertThat(session.inflight()).extracting(MqttStoredSession.Inflight::packetId).containsExactly(65_535, 7);
		assertThat(session.inflight()).extracting((inflight) -> inflight.message().sequence()).containsExactly(1L, 3L);
		assertThat(sequences(session)).containsExactly(4L);
	}

	@Test
	public void a_message_that_was_received_keeps_its_identifier_and_its_place() {
		MqttStoredSession session = kept("client", OPENED, queued(1), queued(2), new Sent(1, 10), new Sent(2, 11),
				new Released(10));
		assertThat(session.inflight()).extracting(MqttStoredSession.Inflight::packetId).containsExactly(10, 11);
		assertThat(session.inflight().get(0).message()).isNull();
		assertThat(session.inflight().get(1).message()).isNotNull();
	}

	@Test
	public void an_identifier_is_used_again_after_its_acknowledgement() {
		MqttStoredSession session = kept("client", OPENED, queued(1), new Sent(1, 10), new Acknowledged(10), queued(2),
				new Sent(2, 10));
		assertThat(session.inflight()).extracting((inflight) -> inflight.message().sequence()).containsExactly(2L);
	}

	@Test
	public void identifiers_that_were_received_are_kept_until_they_are_freed() {
		MqttStoredSession session = kept("client", OPENED, new Received(1), new Received(65_535), new Received(2),
				new Freed(1));
		assertThat(session.received()).containsExactlyInAnyOrder(65_535, 2);
	}

	@Test
	public void records_of_many_calls_count_like_those_of_one() {
		MqttSessionStore store = create();
		answer(store.append("client", List.of(OPENED)));
		for (int i = 1; i <= 1_000; i++) {
			answer(store.append("client", List.of(queued(i), new Sent(i, i))));
			if (i % 2 == 0) {
				answer(store.append("client", List.of(new Acknowledged(i))));
			}
		}
		MqttStoredSession session = answer(reopen(store).load()).getOrDefault("client", MqttStoredSession.EMPTY);
		assertThat(session.inflight()).hasSize(500).allMatch((inflight) -> inflight.packetId() % 2 == 1);
		assertThat(session.queued()).isEmpty();
	}

	@Test
	public void calls_that_were_not_waited_for_take_effect_in_their_order() {
		MqttSessionStore store = create();
		store.append("client", List.of(OPENED));
		store.append("client", List.of(queued(1)));
		store.remove("client");
		store.append("client", List.of(OPENED));
		CompletionStage<Void> last = store.append("client", List.of(queued(2)));
		answer(last);
		assertThat(sequences(answer(reopen(store).load()).getOrDefault("client", MqttStoredSession.EMPTY)))
			.containsExactly(2L);
	}

	@Test
	public void nothing_of_a_removed_session_is_left_for_the_next_one() {
		MqttSessionStore store = create();
		answer(store.append("client", List.of(OPENED, queued(1), queued(2), new Sent(1, 5), new Received(6),
				new Subscribed("a", MqttQos.AT_LEAST_ONCE, false, false, 0, 0))));
		answer(store.remove("client"));
		assertThat(answer(reopen(store).load())).isEmpty();
		MqttSessionStore again = reopen(store);
		answer(again.append("client", List.of(OPENED)));
		MqttStoredSession session = answer(reopen(again).load()).getOrDefault("client", MqttStoredSession.EMPTY);
		assertThat(session.queued()).isEmpty();
		assertThat(session.inflight()).isEmpty();
		assertThat(session.received()).isEmpty();
		assertThat(session.subscriptions()).isEmpty();
	}

	@Test
	public void removing_what_is_not_there_is_no_failure() {
		answer(create().remove("nobody"));
	}

	@Test
	public void a_loaded_session_does_not_change_any_more() {
		MqttSessionStore store = create();
		answer(store.append("client", List.of(OPENED, queued(1))));
		Map<String, MqttStoredSession> before = answer(store.load());
		answer(store.append("client", List.of(queued(2))));
		assertThat(sequences(before.getOrDefault("client", MqttStoredSession.EMPTY))).containsExactly(1L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "..", "../../etc/passwd", "a/b", "a", "a\u0001", " ", "\u6c7d\u8f66", "CON", "queue",
			"sessions", "\u202eabc", "%2e", "a:b", "${x}", "client\n" })
	public void a_hostile_client_id_is_a_name_like_any_other(String clientId) {
		MqttSessionStore store = create();
		answer(store.append("a", List.of(OPENED, queued(99))));
		answer(store.append(clientId, List.of(OPENED, queued(1))));
		answer(store.append(clientId + clientId, List.of(OPENED, queued(2))));
		answer(store.remove(clientId + clientId));
		Map<String, MqttStoredSession> sessions = answer(reopen(store).load());
		assertThat(sequences(sessions.getOrDefault(clientId, MqttStoredSession.EMPTY))).contains(1L);
		if (!clientId.equals("a")) {
			assertThat(sessions).containsOnlyKeys("a", clientId);
			assertThat(sequences(sessions.getOrDefault("a", MqttStoredSession.EMPTY))).containsExactly(99L);
		}
	}

	@Test
	public void a_client_id_of_the_longest_length_is_kept() {
		String longest = "x".repeat(65_535);
		assertThat(sequences(kept(longest, OPENED, queued(1)))).containsExactly(1L);
	}

	@Test
	public void clients_of_several_threads_do_not_disturb_each_other() throws InterruptedException {
		MqttSessionStore store = create();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		CountDownLatch done = new CountDownLatch(4);
		for (int i = 0; i < 4; i++) {
			String clientId = "client" + i;
			threads.execute(() -> {
				store.append(clientId, List.of(OPENED));
				for (int n = 1; n <= 200; n++) {
					store.append(clientId, List.of(queued(n)));
				}
				answer(store.append(clientId, List.of(new Dropped(1))));
				done.countDown();
			});
		}
		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
		threads.shutdown();
		assertThat(answer(reopen(store).load()).values()).hasSize(4)
			.allMatch((session) -> session.queued().size() == 199);
	}

}
