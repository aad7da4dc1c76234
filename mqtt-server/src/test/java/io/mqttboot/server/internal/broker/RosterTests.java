package io.mqttboot.server.internal.broker;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import javax.management.JMException;
import javax.management.ObjectName;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttSharedStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many subscribers of one filter, and many members of one group.
 */
class RosterTests {

	private static final int MANY = 100_000;

	private final Roster roster = new Roster();

	@ParameterizedTest
	@ValueSource(ints = { 3, 40, 300 })
	void it_holds_what_a_map_would_in_the_order_they_came(int subscribers) {
		List<Anybody> all = new ArrayList<>();
		for (int i = 0; i < subscribers; i++) {
			all.add(new Anybody("s" + i));
		}
		Map<Subscriber, Subscription> model = new LinkedHashMap<>();
		Random random = new Random(subscribers);
		for (int step = 0; step < 10_000; step++) {
			Anybody one = all.get(random.nextInt(subscribers));
			if (random.nextInt(1000) < 500 + 400 * Math.sin(step / 500.0)) {
				Subscription subscription = subscription(one, "f");
				this.roster.put(subscription);
				model.put(one, subscription);
			}
			else {
				this.roster.remove(one);
				model.remove(one);
			}
			assertThat(this.roster.size()).isEqualTo(model.size());
			assertThat(this.roster.of(one)).isSameAs(model.get(one));
		}
		assertThat(present(this.roster)).containsExactlyElementsOf(model.values());
	}

	@Test
	void who_stays_is_met_once_while_others_come_and_go() throws InterruptedException {
		List<Subscription> stay = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			this.roster.put(subscription(new Anybody("goes" + i), "f"));
			stay.add(subscription(new Anybody("stays" + i), "f"));
			this.roster.put(stay.get(i));
		}
		AtomicBoolean done = new AtomicBoolean();
		AtomicReference<Object> wrong = new AtomicReference<>();
		Thread reader = new Thread(() -> {
			while (!done.get()) {
				List<Subscription> met = present(this.roster);
				met.retainAll(stay);
				if (!met.equals(stay)) {
					wrong.set(met);
				}
			}
		});
		reader.start();
		Random random = new Random(1);
		Anybody[] others = new Anybody[500];
		for (int step = 0; step < 200_000; step++) {
			int i = random.nextInt(others.length);
			if (others[i] == null) {
				others[i] = new Anybody("o" + i);
				this.roster.put(subscription(others[i], "f"));
			}
			else {
				this.roster.remove(others[i]);
				others[i] = null;
			}
		}
		done.set(true);
		reader.join();
		assertThat(wrong.get()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "t", "$share/g/t" })
	void a_hundred_thousand_come_and_go_at_a_cost_that_does_not_grow(String filter) throws JMException {
		SubscriptionIndex index = new SubscriptionIndex(MqttSharedStrategy.RANDOM);
		List<Subscription> all = new ArrayList<>();
		for (int i = 0; i < MANY; i++) {
			all.add(subscription(new Anybody("s" + i), filter));
		}
		long before = allocatedBytes();
		all.forEach(index::put);
		assertThat(index.size()).isEqualTo(MANY);
		all.forEach((each) -> index.remove(each.subscriber(), each.filter()));
		assertThat(index.size()).isZero();
		assertThat((allocatedBytes() - before) / MANY).as("bytes allocated for one of them").isLessThan(500);
	}

	@Test
	void a_hundred_thousand_groups_of_one_filter_come_and_go_as_cheaply() throws JMException {
		SubscriptionIndex index = new SubscriptionIndex(MqttSharedStrategy.RANDOM);
		Anybody somebody = new Anybody("s");
		long before = allocatedBytes();
		for (int i = 0; i < MANY; i++) {
			index.put(subscription(somebody, "$share/" + i + "/t"));
		}
		for (int i = 0; i < MANY; i++) {
			index.remove(somebody, MqttTopicFilter.of("$share/" + i + "/t"));
		}
		assertThat((allocatedBytes() - before) / MANY).as("bytes allocated for one of them").isLessThan(2_000);
		assertThat(index.size()).isZero();
	}

	private static List<Subscription> present(Roster roster) {
		AtomicReferenceArray<@Nullable Subscription> slots = roster.slots();
		List<Subscription> present = new ArrayList<>();
		for (int i = 0; i < slots.length(); i++) {
			Subscription each = slots.getAcquire(i);
			if (each != null) {
				present.add(each);
			}
		}
		return present;
	}

	private static Subscription subscription(Subscriber subscriber, String filter) {
		return new Subscription(subscriber, MqttTopicFilter.of(filter), MqttQos.AT_LEAST_ONCE, false, false, 0, 0);
	}

	private static long allocatedBytes() throws JMException {
		return (long) ManagementFactory.getPlatformMBeanServer()
			.getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "CurrentThreadAllocatedBytes");
	}

	/** A subscriber that takes everything. */
	private record Anybody(String id) implements Subscriber {

		@Override
		public @Nullable Pressure offer(Publication publication, Grant grant) {
			return null;
		}

		@Override
		public boolean isReachable() {
			return true;
		}

		@Override
		public int load() {
			return 0;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

}
