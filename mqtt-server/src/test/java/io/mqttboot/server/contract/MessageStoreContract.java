package io.mqttboot.server.contract;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttWill;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttMessageStore.Retained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every message store does. A store's own tests extend this.
 */
public abstract class MessageStoreContract {

	/** Returns an empty store. */
	protected abstract MqttMessageStore create();

	/**
	 * Returns a store with what a store has been told, as another process would open it;
	 * the same store, if it keeps nothing beyond the process.
	 */
	protected MqttMessageStore reopen(MqttMessageStore store) {
		return store;
	}

	/** Waits for an answer. */
	protected static <T> T answer(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	private static MqttMessage retained(String topic, String text) {
		return MqttMessage.of(topic, text, MqttQos.AT_LEAST_ONCE, true);
	}

	private static String text(MqttMessage message) {
		return java.nio.charset.StandardCharsets.UTF_8.decode(message.payload()).toString();
	}

	@Test
	public void a_new_store_is_empty() {
		assertThat(answer(create().loadRetained())).isEmpty();
		assertThat(answer(create().loadWills())).isEmpty();
	}

	@Test
	public void the_last_retained_message_of_a_topic_is_kept_with_all_that_belongs_to_it() {
		MqttMessageStore store = create();
		MqttMessageProperties properties = new MqttMessageProperties(false, 60, "c/t", "re/ply",
				ByteBuffer.wrap(new byte[] { 1, 0, -1 }),
				List.of(new MqttUserProperty("k", ""), new MqttUserProperty("", "v")));
		MqttMessage last = MqttMessage.of("a/b", new byte[] { 0, -1, 1 }, MqttQos.EXACTLY_ONCE, true)
			.withProperties(properties);
		answer(store.putRetained(retained("a/b", "first"), MqttMessageStore.NEVER));
		answer(store.putRetained(last, 987_654_321_000L));
		List<Retained> kept = answer(reopen(store).loadRetained());
		assertThat(kept).hasSize(1);
		assertThat(kept.get(0).expiresAtMillis()).isEqualTo(987_654_321_000L);
		MqttMessage message = kept.get(0).message();
		assertThat(message.topic()).isEqualTo("a/b");
		assertThat(message.payload()).isEqualTo(last.payload());
		assertThat(message.qos()).isEqualTo(MqttQos.EXACTLY_ONCE);
		assertThat(message.retain()).isTrue();
		assertThat(message.properties()).isEqualTo(properties);
	}

	@Test
	public void a_message_that_never_expires_stays_so() {
		MqttMessageStore store = create();
		answer(store.putRetained(retained("a", "x"), MqttMessageStore.NEVER));
		assertThat(answer(reopen(store).loadRetained())).extracting(Retained::expiresAtMillis)
			.containsExactly(MqttMessageStore.NEVER);
	}

	@Test
	public void a_removed_message_is_gone_and_others_stay() {
		MqttMessageStore store = create();
		for (String topic : List.of("a", "a/b", "a/b/c")) {
			answer(store.putRetained(retained(topic, topic), MqttMessageStore.NEVER));
		}
		answer(store.removeRetained("a/b"));
		answer(store.removeRetained("never"));
		assertThat(answer(reopen(store).loadRetained())).extracting((each) -> each.message().topic())
			.containsExactlyInAnyOrder("a", "a/b/c");
	}

	@Test
	public void calls_that_were_not_waited_for_take_effect_in_their_order() {
		MqttMessageStore store = create();
		store.putRetained(retained("a", "1"), MqttMessageStore.NEVER);
		store.removeRetained("a");
		store.putRetained(retained("a", "2"), MqttMessageStore.NEVER);
		answer(store.putRetained(retained("a", "3"), MqttMessageStore.NEVER));
		assertThat(answer(reopen(store).loadRetained())).extracting((each) -> text(each.message()))
			.containsExactly("3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "//", "..", "../x", "a/../b", "\u6c7d\u8f66/\u5ea7", "a b", "$SYS/x", "a\u0001" })
	public void a_strange_topic_is_a_name_like_any_other(String topic) {
		MqttMessageStore store = create();
		answer(store.putRetained(retained("plain", "plain"), MqttMessageStore.NEVER));
		answer(store.putRetained(retained(topic, "strange"), MqttMessageStore.NEVER));
		assertThat(answer(reopen(store).loadRetained()))
			.extracting((each) -> each.message().topic() + "=" + text(each.message()))
			.containsExactlyInAnyOrder("plain=plain", topic + "=strange");
		answer(store.removeRetained(topic));
		assertThat(answer(reopen(store).loadRetained())).hasSize(1);
	}

	@Test
	public void the_last_will_of_a_client_is_kept_until_it_is_removed() {
		MqttMessageStore store = create();
		MqttWill will = new MqttWill(retained("will", "gone"), 4_294_967_295L);
		answer(store.putWill("client", new MqttWill(retained("will", "old"), 0)));
		answer(store.putWill("client", will));
		answer(store.putWill("other/..", new MqttWill(retained("will", "other"), 0)));
		Map<String, MqttWill> wills = answer(reopen(store).loadWills());
		assertThat(wills).containsOnlyKeys("client", "other/..");
		MqttWill kept = wills.getOrDefault("client", new MqttWill(retained("none", ""), 1));
		assertThat(kept.delaySeconds()).isEqualTo(4_294_967_295L);
		assertThat(kept.message().topic()).isEqualTo("will");
		assertThat(kept.message().retain()).isTrue();
		assertThat(text(kept.message())).isEqualTo("gone");
		answer(store.removeWill("client"));
		answer(store.removeWill("nobody"));
		assertThat(answer(reopen(store).loadWills())).containsOnlyKeys("other/..");
	}

	@Test
	public void wills_and_retained_messages_of_one_name_are_two_things() {
		MqttMessageStore store = create();
		answer(store.putRetained(retained("same", "retained"), MqttMessageStore.NEVER));
		answer(store.putWill("same", new MqttWill(retained("will", "will"), 0)));
		answer(store.removeRetained("same"));
		assertThat(answer(reopen(store).loadWills())).containsOnlyKeys("same");
		assertThat(answer(reopen(store).loadRetained())).isEmpty();
	}

}
