package io.mqttboot.server.internal.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttSlowSubscribers;
import io.mqttboot.server.internal.broker.Follower;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.spi.MqttSlowSubscriber;
import org.jspecify.annotations.Nullable;

/**
 * The clients that take longest for their messages. A client's entry is written by the
 * loop that its session is on; only who gets a place in the table takes a lock, and where
 * all places are taken that is tried once a second.
 */
public final class SlowSubscribers implements Follower {

	private static final long LOOK_MILLIS = 1_000;

	private final MqttSlowSubscribers config;

	private final LongSupplier millis;

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	// while the table is full: who took no longer than that gets no place
	private volatile long longerThan;

	private volatile long lookAgainAt;

	/**
	 * Creates the table.
	 * @param millis the time, from any thread
	 */
	public SlowSubscribers(MqttSlowSubscribers config, LongSupplier millis) {
		this.config = config;
		this.millis = millis;
	}

	@Override
	public void delivered(Publication publication, String receiver, MqttQos qos, long took) {
		if (took < this.config.threshold().toMillis() || took < 0) {
			return;
		}
		long now = this.millis.getAsLong();
		Entry entry = this.entries.get(receiver);
		if (entry == null) {
			boolean full = this.entries.size() >= this.config.max();
			entry = (!full || took > this.longerThan || now >= this.lookAgainAt) ? enter(receiver, took, now) : null;
		}
		if (entry != null) {
			entry.took(receiver, took, publication.message().topic(), now);
		}
	}

	private synchronized @Nullable Entry enter(String receiver, long took, long now) {
		this.entries.values().removeIf((each) -> isOver(each, now));
		if (this.entries.size() >= this.config.max()) {
			Map.Entry<String, Entry> fastest = java.util.Collections.min(this.entries.entrySet(),
					Comparator.comparingLong((each) -> each.getValue().longest()));
			this.longerThan = fastest.getValue().longest();
			this.lookAgainAt = now + LOOK_MILLIS;
			if (took <= this.longerThan) {
				return null;
			}
			this.entries.remove(fastest.getKey());
		}
		return this.entries.computeIfAbsent(receiver, (key) -> new Entry(now));
	}

	private boolean isOver(Entry entry, long now) {
		return now - entry.at >= this.config.expiry().toMillis();
	}

	/** Returns those that are remembered, the slowest first. */
	public List<MqttSlowSubscriber> slowest() {
		long now = this.millis.getAsLong();
		return this.entries.values()
			.stream()
			.filter((each) -> !isOver(each, now))
			.map((each) -> each.view)
			.filter(java.util.Objects::nonNull)
			.sorted(Comparator.comparing(MqttSlowSubscriber::longest).reversed())
			.toList();
	}

	/** One client. */
	private static final class Entry {

		private volatile long at;

		private volatile @Nullable MqttSlowSubscriber view;

		Entry(long now) {
			this.at = now;
		}

		long longest() {
			MqttSlowSubscriber present = this.view;
			return (present != null) ? present.longest().toMillis() : 0;
		}

		void took(String clientId, long took, String topic, long now) {
			MqttSlowSubscriber before = this.view;
			Duration last = Duration.ofMillis(took);
			Instant instant = Instant.ofEpochMilli(now);
			this.view = (before != null) ? again(before, last, topic, instant)
					: new MqttSlowSubscriber(clientId, last, topic, last, 1, instant, instant, 0, 0, 0);
			this.at = now;
		}

		private static MqttSlowSubscriber again(MqttSlowSubscriber before, Duration last, String topic,
				Instant instant) {
			boolean longer = last.compareTo(before.longest()) >= 0;
			return new MqttSlowSubscriber(before.clientId(), longer ? last : before.longest(),
					longer ? topic : before.topic(), last, before.messages() + 1, before.since(), instant, 0, 0, 0);
		}

	}

}
