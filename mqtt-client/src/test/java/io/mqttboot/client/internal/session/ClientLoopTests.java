package io.mqttboot.client.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ClientLoop}.
 */
class ClientLoopTests {

	private final List<Runnable> tasks = new ArrayList<>();

	private boolean gone;

	private final ClientLoop loop = new ClientLoop() {

		@Override
		public boolean isCurrent() {
			return false;
		}

		@Override
		public long millis() {
			return 0;
		}

		@Override
		public long nanos() {
			return 0;
		}

		@Override
		public void execute(Runnable task) {
			if (ClientLoopTests.this.gone) {
				throw new RejectedExecutionException("gone");
			}
			ClientLoopTests.this.tasks.add(task);
		}

		@Override
		public Timer schedule(long delayMillis, Runnable task) {
			throw new UnsupportedOperationException();
		}

	};

	@Test
	void what_is_offered_to_a_loop_that_is_gone_harms_nobody() {
		assertThat(this.loop.offer(() -> {
		})).isTrue();
		this.gone = true;
		assertThat(this.loop.offer(() -> {
		})).isFalse();
		assertThat(this.tasks).hasSize(1);
	}

}
