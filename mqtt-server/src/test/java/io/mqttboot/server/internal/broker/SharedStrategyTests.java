package io.mqttboot.server.internal.broker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttSharedStrategy;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each strategy of shared subscriptions, and what they have in common.
 */
class SharedStrategyTests {

	private final List<Member> members = new ArrayList<>();

	private Broker broker(MqttSharedStrategy strategy, int size) {
		MqttServerConfig config = MqttServerConfig.builder().sharedStrategy(strategy).build();
		Broker broker = new Broker(config, null, MqttServerObserver.NONE);
		for (int i = 0; i < size; i++) {
			Member member = new Member("m" + i);
			this.members.add(member);
			broker.subscribe(subscription(member, "$share/g/t/#"));
		}
		return broker;
	}

	private static Subscription subscription(Subscriber subscriber, String filter) {
		return new Subscription(subscriber, MqttTopicFilter.of(filter), MqttQos.AT_LEAST_ONCE, false, false, 0, 0);
	}

	private static void publish(Broker broker, String topic, String publisher) {
		broker.publish(Publication.of(MqttMessage.of(topic, "x", MqttQos.AT_LEAST_ONCE, false), publisher, 0), 0);
	}

	private int total() {
		return this.members.stream().mapToInt((member) -> member.received).sum();
	}

	@ParameterizedTest
	@EnumSource
	void each_message_goes_to_exactly_one_member(MqttSharedStrategy strategy) {
		Broker broker = broker(strategy, 5);
		for (int i = 0; i < 1000; i++) {
			publish(broker, "t/" + i, "p" + i % 7);
			assertThat(total()).isEqualTo(i + 1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void a_member_that_is_reachable_comes_first_and_without_any_one_of_them_keeps_it(MqttSharedStrategy strategy) {
		Broker broker = broker(strategy, 3);
		this.members.get(0).reachable = false;
		this.members.get(1).reachable = false;
		for (int i = 0; i < 100; i++) {
			publish(broker, "t/" + i, "p" + i);
		}
		assertThat(this.members.get(2).received).isEqualTo(100);
		this.members.get(2).reachable = false;
		publish(broker, "t", "p");
		assertThat(total()).isEqualTo(101);
	}

	@Test
	void round_robin_takes_turns() {
		Broker broker = broker(MqttSharedStrategy.ROUND_ROBIN, 4);
		for (int i = 0; i < 400; i++) {
			publish(broker, "t", "p");
		}
		assertThat(this.members).allMatch((member) -> member.received == 100);
	}

	@ParameterizedTest
	@EnumSource(names = { "ROUND_ROBIN", "LEAST_INFLIGHT" })
	void the_turn_of_a_member_that_left_is_nobodys(MqttSharedStrategy strategy) {
		Broker broker = broker(strategy, 4);
		Member gone = this.members.remove(1);
		broker.unsubscribe(gone, MqttTopicFilter.of("$share/g/t/#"));
		for (int i = 0; i < 300; i++) {
			publish(broker, "t", "p");
		}
		assertThat(gone.received).isZero();
		assertThat(this.members).allMatch((member) -> member.received == 100);
	}

	@Test
	void random_reaches_everyone() {
		Broker broker = broker(MqttSharedStrategy.RANDOM, 4);
		for (int i = 0; i < 1000; i++) {
			publish(broker, "t", "p");
		}
		assertThat(this.members).allMatch((member) -> member.received > 100);
	}

	@Test
	void sticky_stays_until_its_member_is_gone() {
		Broker broker = broker(MqttSharedStrategy.STICKY, 4);
		for (int i = 0; i < 50; i++) {
			publish(broker, "t", "p" + i);
		}
		Member chosen = this.members.stream().filter((member) -> member.received > 0).findFirst().orElseThrow();
		assertThat(chosen.received).isEqualTo(50);
		broker.unsubscribe(chosen, MqttTopicFilter.of("$share/g/t/#"));
		for (int i = 0; i < 50; i++) {
			publish(broker, "t", "p" + i);
		}
		assertThat(chosen.received).isEqualTo(50);
		assertThat(this.members.stream().filter((member) -> member.received == 50)).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "p", "polygenelubricants" }) // the hash code of the latter
															// is Integer.MIN_VALUE
	void hash_by_publisher_keeps_a_publisher_with_one_member(String publisher) {
		Broker broker = broker(MqttSharedStrategy.HASH_PUBLISHER, 3);
		for (int i = 0; i < 50; i++) {
			publish(broker, "t/" + i, publisher);
		}
		assertThat(this.members).anyMatch((member) -> member.received == 50);
	}

	@Test
	void hash_by_topic_keeps_a_topic_with_one_member_and_spreads_topics() {
		Broker broker = broker(MqttSharedStrategy.HASH_TOPIC, 3);
		Set<String> used = new HashSet<>();
		for (int topic = 0; topic < 50; topic++) {
			int[] before = this.members.stream().mapToInt((member) -> member.received).toArray();
			for (int i = 0; i < 10; i++) {
				publish(broker, "t/" + topic, "p" + i);
			}
			for (int i = 0; i < 3; i++) {
				int more = this.members.get(i).received - before[i];
				assertThat(more).isIn(0, 10);
				if (more == 10) {
					used.add(this.members.get(i).id());
				}
			}
		}
		assertThat(used).hasSize(3);
	}

	@Test
	void least_in_flight_takes_the_one_with_the_least_to_do() {
		Broker broker = broker(MqttSharedStrategy.LEAST_INFLIGHT, 3);
		this.members.get(0).load = 5;
		this.members.get(1).load = 2;
		this.members.get(2).load = 9;
		publish(broker, "t", "p");
		assertThat(this.members.get(1).received).isEqualTo(1);
	}

	@Test
	void least_in_flight_lets_idle_members_take_turns() {
		Broker broker = broker(MqttSharedStrategy.LEAST_INFLIGHT, 3);
		for (int i = 0; i < 300; i++) {
			publish(broker, "t", "p");
		}
		assertThat(this.members).allMatch((member) -> member.received == 100);
	}

	@Test
	void queue_is_one_group_of_its_own_beside_every_share_group() {
		Broker broker = broker(MqttSharedStrategy.RANDOM, 2);
		Member first = new Member("q1");
		Member second = new Member("q2");
		Member single = new Member("single");
		broker.subscribe(subscription(first, "$queue/t/#"));
		broker.subscribe(subscription(second, "$queue/t/#"));
		broker.subscribe(subscription(single, "t/#"));
		for (int i = 0; i < 100; i++) {
			publish(broker, "t", "p");
		}
		assertThat(total()).isEqualTo(100);
		assertThat(first.received + second.received).isEqualTo(100);
		assertThat(single.received).isEqualTo(100);
	}

	/** Counts what it is offered. */
	private static final class Member implements Subscriber {

		private final String id;

		private boolean reachable = true;

		private int load;

		private int received;

		private Member(String id) {
			this.id = id;
		}

		@Override
		public String id() {
			return this.id;
		}

		@Override
		public @Nullable Pressure offer(Publication publication, Grant grant) {
			this.received++;
			return null;
		}

		@Override
		public boolean isReachable() {
			return this.reachable;
		}

		@Override
		public int load() {
			return this.load;
		}

	}

}
