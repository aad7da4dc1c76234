package io.mqttboot.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.server.spi.MqttSessionRecord;
import io.mqttboot.server.spi.MqttStoredSession;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What an operator sees and does while the server runs.
 */
class AdministrationTests {

	private static final MqttIdentity OPERATOR = new MqttIdentity("$http/olga", "olga", Map.of(), Set.of());

	private final Tally tally = new Tally();

	private List<MqttRule> rules = List.of();

	private ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally));

	@AfterEach
	void close() {
		this.broker.close();
	}

	private void restrict(MqttRule... all) {
		this.broker.close();
		this.rules = List.of(all);
		this.broker = new ManualBroker((builder) -> builder.observer(this.tally).authorizer((client) -> this.rules));
	}

	private MqttServerAdministration desk() {
		return new MqttServerAdministration(this.broker.engine());
	}

	private <T> T done(CompletableFuture<T> future) {
		this.broker.run();
		assertThat(future).isDone();
		return future.join();
	}

	private static Connect lasting(String clientId) {
		return Packets.connect(Version.V5, clientId).resume().keepAlive(0).sessionExpiry(1_000);
	}

	private static MqttMessage message(String topic, String payload, int qos) {
		return MqttMessage.of(topic, payload, MqttQos.of(qos), false);
	}

	// ------ sessions

	@Test
	void a_page_is_in_order_and_knows_how_many_there_are() {
		IntStream.range(0, 25).forEach((i) -> this.broker.client(Packets.connect("c%02d".formatted(24 - i)), i % 2));
		MqttServerPage page = done(desk().sessions("", null, 10, 5));
		assertThat(page.total()).isEqualTo(25);
		assertThat(page.sessions()).extracting(MqttServerSession::clientId)
			.containsExactly("c10", "c11", "c12", "c13", "c14");
	}

	@Test
	void the_last_page_has_what_is_left_and_none_lies_behind_it() {
		IntStream.range(0, 7).forEach((i) -> this.broker.client(Packets.connect("c" + i)));
		assertThat(done(desk().sessions("", null, 5, 5)).sessions()).extracting(MqttServerSession::clientId)
			.containsExactly("c5", "c6");
		assertThat(done(desk().sessions("", null, 10, 5))).satisfies((page) -> {
			assertThat(page.sessions()).isEmpty();
			assertThat(page.total()).isEqualTo(7);
		});
		assertThat(done(desk().sessions("", null, 10, Integer.MAX_VALUE)).total()).isEqualTo(7);
	}

	@Test
	void sessions_are_found_by_a_part_of_their_name_and_by_who_is_there() {
		this.broker.client(lasting("press-1")).leaves();
		this.broker.client(lasting("press-2"));
		this.broker.client(lasting("lamp-1"));
		assertThat(done(desk().sessions("press", null, 0, 9)).total()).isEqualTo(2);
		assertThat(done(desk().sessions("press", true, 0, 9)).sessions()).extracting(MqttServerSession::clientId)
			.containsExactly("press-2");
		assertThat(done(desk().sessions("", false, 0, 9)).sessions()).extracting(MqttServerSession::clientId)
			.containsExactly("press-1");
	}

	@Test
	void many_sessions_are_looked_at_in_steps() {
		MqttStoredSession stored = MqttStoredSession.EMPTY
			.with(List.of(new MqttSessionRecord.Opened(MqttVersion.MQTT_5, null, null, 1_000)));
		IntStream.range(0, 2_100)
			.forEach((i) -> this.broker.engine()
				.sessions()
				.restore("c%04d".formatted(i), stored, null, null, this.broker.sessionLoops().get(0)));
		CompletableFuture<MqttServerPage> page = desk().sessions("", null, 2_098, 10);
		int steps = 0;
		while (!page.isDone() && steps < 100) {
			this.broker.stepLoop(0);
			this.broker.stepLoop(1);
			steps++;
		}
		assertThat(steps).isBetween(3, 10);
		assertThat(page.join().sessions()).extracting(MqttServerSession::clientId).containsExactly("c2098", "c2099");
	}

	@Test
	void a_page_without_room_is_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> desk().sessions("", null, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> desk().sessions("", null, -1, 1));
	}

	@Test
	void one_session_is_found_or_is_not_there() {
		this.broker.client(Packets.connect("c1"));
		assertThat(done(desk().session("c1"))).get().extracting(MqttServerSession::connected).isEqualTo(true);
		assertThat(done(desk().session("c2"))).isEmpty();
	}

	@Test
	void what_waits_is_shown_and_goes_when_it_is_purged() {
		WirePeer device = this.broker.client(lasting("c1"));
		device.subscribes("t", 1);
		device.leaves();
		IntStream.range(0, 5).forEach((i) -> this.broker.publish(message("t", "m" + i, 2)));
		MqttServerQueue queue = done(desk().queue("c1", 2)).orElseThrow();
		assertThat(queue.total()).isEqualTo(5);
		assertThat(queue.messages()).extracting((each) -> new String(each.message().payloadArray()))
			.containsExactly("m0", "m1");
		assertThat(queue.messages()).extracting((each) -> each.message().qos()).containsOnly(MqttQos.AT_LEAST_ONCE);
		assertThat(queue.messages()).extracting(MqttServerQueue.Waiting::sequence).doesNotHaveDuplicates();
		assertThat(done(desk().purgeQueue("c1"))).contains(5);
		assertThat(this.tally.drops(MqttDropCause.PURGED)).isEqualTo(5);
		assertThat(done(desk().queue("c1", 2)).orElseThrow().total()).isZero();
		this.broker.client(lasting("c1")).receivesNothing();
	}

	@Test
	void who_has_no_session_has_nothing() {
		assertThat(done(desk().queue("c1", 2))).isEmpty();
		assertThat(done(desk().purgeQueue("c1"))).isEmpty();
		assertThat(done(desk().subscriptions("c1"))).isEmpty();
		assertThat(done(desk().subscribe("c1", "t", MqttQos.AT_MOST_ONCE))).isEmpty();
		assertThat(done(desk().unsubscribe("c1", "t"))).isEmpty();
		assertThat(done(desk().deleteSession("c1"))).isFalse();
	}

	@Test
	void a_deleted_session_takes_its_connection_with_it() {
		WirePeer device = this.broker.client(lasting("c1"));
		device.subscribes("t", 1);
		assertThat(done(desk().deleteSession("c1"))).isTrue();
		device.isDisconnected(0x98);
		assertThat(this.broker.session("c1")).isEmpty();
		assertThat(this.broker.statistics().subscriptions()).isZero();
		assertThat(this.broker.statistics().clients()).isZero();
		this.broker.advance(Duration.ofSeconds(5));
		this.broker.client(lasting("c1")).receivesNothing();
	}

	// ------ subscriptions of others

	@Test
	void a_subscription_for_a_client_works_as_its_own() {
		this.broker.publish(MqttMessage.of("a/b", "kept", MqttQos.AT_LEAST_ONCE, true));
		WirePeer device = this.broker.client(Packets.connect("c1"));
		assertThat(done(desk().subscribe("c1", "a/+", MqttQos.AT_MOST_ONCE))).contains(MqttReasonCode.SUCCESS);
		device.receives(Packets.publish("a/b", "kept").retain());
		assertThat(done(desk().subscriptions("c1")).orElseThrow())
			.containsExactly(new MqttServerFilter("a/+", MqttQos.AT_MOST_ONCE, false, false, 0));
		assertThat(done(desk().unsubscribe("c1", "a/+"))).contains(true);
		assertThat(done(desk().unsubscribe("c1", "a/+"))).contains(false);
		this.broker.publish(message("a/b", "x", 0));
		device.receivesNothing();
	}

	@Test
	void a_subscription_for_a_client_needs_the_permission_of_the_client() {
		restrict(MqttRule.allow(Action.SUBSCRIBE, "open"));
		this.broker.client(Packets.connect("c1"));
		assertThat(done(desk().subscribe("c1", "secret", MqttQos.AT_MOST_ONCE)))
			.contains(MqttReasonCode.NOT_AUTHORIZED);
		assertThat(done(desk().subscribe("c1", "open", MqttQos.EXACTLY_ONCE))).contains(MqttReasonCode.GRANTED_QOS_2);
		assertThat(this.tally.denials(Action.SUBSCRIBE)).isEqualTo(1);
	}

	@Test
	void a_subscription_beyond_the_limit_of_a_client_is_refused() {
		this.broker.close();
		this.broker = new ManualBroker((builder) -> builder
			.configure((config) -> config.limits(config.build().limits().toBuilder().subscriptionsMax(1).build())));
		this.broker.client(Packets.connect("c1"));
		assertThat(done(desk().subscribe("c1", "a", MqttQos.AT_MOST_ONCE))).contains(MqttReasonCode.SUCCESS);
		assertThat(done(desk().subscribe("c1", "b", MqttQos.AT_MOST_ONCE))).contains(MqttReasonCode.QUOTA_EXCEEDED);
	}

	@Test
	void what_is_no_filter_is_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> desk().subscribe("c1", "a/#/b", MqttQos.AT_MOST_ONCE));
		assertThatIllegalArgumentException().isThrownBy(() -> desk().unsubscribe("c1", ""));
		assertThatIllegalArgumentException().isThrownBy(() -> desk().retained("a/#/b", 1));
	}

	// ------ publishing

	@Test
	void a_message_reaches_subscribers_and_says_whether_there_were_any() {
		assertThat(done(desk().publish(OPERATOR, null, message("t", "x", 1))))
			.isEqualTo(MqttReasonCode.NO_MATCHING_SUBSCRIBERS);
		WirePeer device = this.broker.client(Packets.connect("c1")).subscribes("t", 0);
		assertThat(done(desk().publish(OPERATOR, null, message("t", "x", 1)))).isEqualTo(MqttReasonCode.SUCCESS);
		device.receives(Packets.publish("t", "x"));
	}

	@Test
	void a_message_needs_a_permission() {
		restrict(MqttRule.allow(Action.SUBSCRIBE, "#"), MqttRule.allow(Action.PUBLISH, "open", "u/{username}"));
		WirePeer device = this.broker.client(Packets.connect("c1")).subscribes("#", 0);
		assertThat(done(desk().publish(OPERATOR, "c1", message("secret", "x", 1))))
			.isEqualTo(MqttReasonCode.NOT_AUTHORIZED);
		assertThat(done(desk().publish(OPERATOR, "c1", message("$delayed/1/secret", "x", 1))))
			.isEqualTo(MqttReasonCode.NOT_AUTHORIZED);
		device.receivesNothing();
		assertThat(done(desk().publish(OPERATOR, "c1", message("u/olga", "x", 0)))).isEqualTo(MqttReasonCode.SUCCESS);
		device.receives(Packets.publish("u/olga", "x"));
		assertThat(this.tally.denials(Action.PUBLISH)).isEqualTo(2);
		assertThat(this.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(2);
	}

	@Test
	void the_name_of_a_client_grants_nothing_of_what_that_client_may() {
		restrict(MqttRule.allow(Action.PUBLISH, "d/{clientId}"));
		assertThat(done(desk().publish(OPERATOR, "c1", message("d/c1", "x", 1))))
			.isEqualTo(MqttReasonCode.NOT_AUTHORIZED);
	}

	@Test
	void permissions_that_cannot_be_found_out_are_a_failure() {
		this.broker.close();
		this.broker = new ManualBroker((builder) -> builder.authorizer((client) -> {
			throw new IllegalStateException("the directory does not answer");
		}));
		CompletableFuture<MqttReasonCode> answer = desk().publish(OPERATOR, null, message("t", "x", 1));
		this.broker.run();
		assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(MqttProtocolException.class);
	}

	@Test
	void a_delayed_message_waits_and_topics_of_the_server_are_refused() {
		WirePeer device = this.broker.client(Packets.connect("c1").keepAlive(0)).subscribes("#", 0);
		assertThat(done(desk().publish(OPERATOR, null, message("$delayed/5/t", "x", 1))))
			.isEqualTo(MqttReasonCode.SUCCESS);
		assertThat(done(desk().publish(OPERATOR, null, message("$SYS/uptime", "x", 1))))
			.isEqualTo(MqttReasonCode.TOPIC_NAME_INVALID);
		device.receivesNothing();
		this.broker.advance(Duration.ofSeconds(8));
		device.receives(Packets.publish("t", "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> desk().publish(OPERATOR, null, message("a/+", "x", 1)));
	}

	@Test
	void an_overloaded_server_sheds_qos_0_and_says_so() {
		this.broker.load(5_000, 10, 10);
		assertThat(done(desk().publish(OPERATOR, null, message("t", "x", 0)))).isEqualTo(MqttReasonCode.SERVER_BUSY);
		assertThat(this.tally.drops(MqttDropCause.SHED)).isEqualTo(1);
	}

	// ------ retained messages

	@Test
	void retained_messages_are_listed_up_to_a_number_and_deleted() {
		IntStream.range(0, 1_500)
			.forEach((i) -> this.broker.publish(MqttMessage.of("r/" + i, "x", MqttQos.AT_MOST_ONCE, true)));
		assertThat(done(desk().retained("r/+", 10))).hasSize(10);
		assertThat(done(desk().retained("#", 5_000))).hasSize(1_500);
		assertThat(done(desk().retained("r/7", 10))).extracting(MqttMessage::topic).containsExactly("r/7");
		assertThat(done(desk().deleteRetained(OPERATOR, "r/7"))).isTrue();
		assertThat(done(desk().deleteRetained(OPERATOR, "r/7"))).isFalse();
		assertThat(this.broker.statistics().retained()).isEqualTo(1_499);
	}

	@Test
	void who_may_not_publish_to_a_topic_deletes_nothing_there() {
		restrict(MqttRule.allow(Action.SUBSCRIBE, "#"));
		this.broker.publish(MqttMessage.of("r", "x", MqttQos.AT_MOST_ONCE, true));
		CompletableFuture<Boolean> answer = desk().deleteRetained(OPERATOR, "r");
		this.broker.run();
		assertThat(answer).isCompletedExceptionally();
		assertThat(this.broker.statistics().retained()).isEqualTo(1);
	}

	// ------ looking on

	private MqttServerSubscription watch(String filter, List<String> seen) {
		return done(desk().watch(OPERATOR, filter, MqttQos.AT_LEAST_ONCE, 2, (publisher, message) -> seen
			.add(message.topic() + (message.retain() ? " retained" : "") + " " + publisher)));
	}

	@Test
	void who_looks_on_sees_some_retained_messages_and_then_all_until_it_closes() {
		IntStream.range(0, 5)
			.forEach((i) -> this.broker.publish(MqttMessage.of("r/" + i, "x", MqttQos.AT_MOST_ONCE, true)));
		List<String> seen = new ArrayList<>();
		MqttServerSubscription look = watch("r/#", seen);
		this.broker.run();
		assertThat(seen).hasSize(2).allMatch((each) -> each.endsWith(" retained null"));
		seen.clear();
		this.broker.client(Packets.connect("c1")).publishes(Packets.publish("r/t", "x"));
		assertThat(seen).containsExactly("r/t c1");
		look.close();
		this.broker.publish(message("r/t", "x", 0));
		assertThat(seen).hasSize(1);
		assertThat(this.broker.statistics().subscriptions()).isZero();
	}

	@Test
	void who_looks_on_needs_permission_and_loses_it_with_the_rule() {
		restrict(MqttRule.allow(Action.SUBSCRIBE, "open/#"));
		CompletableFuture<MqttServerSubscription> secret = desk().watch(OPERATOR, "#", MqttQos.AT_MOST_ONCE, 0,
				(publisher, message) -> {
				});
		this.broker.run();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(secret::join)
			.withCauseInstanceOf(MqttProtocolException.class);
		List<String> seen = new ArrayList<>();
		watch("open/#", seen);
		this.broker.publish(message("open/1", "x", 0));
		this.rules = List.of(MqttRule.allow(Action.SUBSCRIBE, "other"));
		this.broker.refreshPermissions();
		this.broker.publish(message("open/1", "x", 0));
		assertThat(seen).hasSize(1);
	}

	@Test
	void who_looks_on_and_fails_harms_nobody_and_sees_no_more() {
		List<String> calls = new ArrayList<>();
		done(desk().watch(OPERATOR, "t", MqttQos.AT_MOST_ONCE, 0, (publisher, message) -> {
			calls.add("called");
			throw new IllegalStateException("a mistake");
		}));
		WirePeer device = this.broker.client(Packets.connect("c1")).subscribes("t", 0);
		this.broker.publish(message("t", "x", 0));
		this.broker.publish(message("t", "y", 0));
		device.receives(Packets.publish("t", "x")).receives(Packets.publish("t", "y"));
		assertThat(calls).hasSize(1);
	}

	@Test
	void nobody_looks_on_as_a_member_of_a_group() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> desk().watch(OPERATOR, "$share/g/t", MqttQos.AT_MOST_ONCE, 0, (publisher, message) -> {
			}));
	}

}
