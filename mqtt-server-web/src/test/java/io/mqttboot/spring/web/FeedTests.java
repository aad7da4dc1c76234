package io.mqttboot.spring.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A listener that is slow loses events, and nobody waits for it.
 */
class FeedTests {

	private final MqttServer server = MqttServer.create().build();

	private final Feeds feeds = new Feeds(this.server, new Statistics(this.server, new MqttHttpCounts()),
			new Acts(new MqttAudit(this.server, (event) -> {
			}, Runnable::run)), new MqttHttpSettings("/api/v1", List.of(), 1, 1, 1, 2, 3));

	@BeforeEach
	void start() {
		this.feeds.start();
	}

	@AfterEach
	void stop() {
		this.feeds.stop();
	}

	@Test
	void what_a_slow_listener_does_not_take_is_dropped_and_counted() {
		SlowWire wire = new SlowWire(3);
		Feed feed = this.feeds.open(wire);
		for (int i = 0; i < 5; i++) {
			int number = i;
			feed.send(10, () -> number);
		}
		assertThat(this.feeds.view()).containsEntry("dropped", 2L).containsEntry("listeners", 1);
		assertThat(wire.take()).isEqualTo(0);
		feed.send(10, () -> 5);
		assertThat(List.of(wire.take(), wire.take(), wire.take())).containsExactly(1, 2, 5);
	}

	@Test
	void what_waits_is_bounded_in_bytes_too() {
		SlowWire wire = new SlowWire(100);
		Feed feed = this.feeds.open(wire);
		feed.send(3 << 20, () -> "large");
		feed.send(3 << 20, () -> "too much");
		assertThat(wire.waiting).hasSize(1);
		wire.take();
		feed.send(3 << 20, () -> "fits again");
		assertThat(wire.take()).isEqualTo("fits again");
	}

	@Test
	void there_are_only_so_many_and_one_that_ends_makes_room() {
		Feed first = this.feeds.open(new SlowWire(1));
		this.feeds.open(new SlowWire(1));
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> this.feeds.open(new SlowWire(1)));
		first.close();
		first.close();
		this.feeds.open(new SlowWire(1));
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> this.feeds.open(new SlowWire(1)));
	}

	@Test
	void the_end_is_told_once_also_to_who_asks_late() {
		List<String> ended = new ArrayList<>();
		SlowWire wire = new SlowWire(1);
		Feed feed = this.feeds.open(wire);
		feed.onEnd(() -> ended.add("early"));
		feed.close();
		feed.close();
		feed.onEnd(() -> ended.add("late"));
		assertThat(ended).containsExactly("early", "late");
		assertThat(wire.ended).isTrue();
		feed.send(1, () -> "nothing");
		assertThat(wire.waiting).isEmpty();
	}

	@Test
	void an_application_that_stops_ends_all_and_takes_no_more() {
		SlowWire wire = new SlowWire(1);
		this.feeds.open(wire);
		this.feeds.stop();
		assertThat(wire.ended).isTrue();
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> this.feeds.open(new SlowWire(1)));
		assertThat(this.feeds.view()).containsEntry("listeners", 0);
	}

	/** A listener that takes when the test says so. */
	private static final class SlowWire implements Feed.Wire {

		private final int max;

		private final Deque<Supplier<?>> waiting = new ArrayDeque<>();

		private boolean ended;

		private SlowWire(int max) {
			this.max = max;
		}

		@Override
		public boolean offer(@Nullable Supplier<?> data) {
			return this.waiting.size() < this.max && this.waiting.add((data != null) ? data : () -> "comment");
		}

		Object take() {
			return this.waiting.remove().get();
		}

		@Override
		public void end() {
			this.ended = true;
		}

	}

}
