package io.mqttboot.server.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twenty thousand connections of strangers, twelve thousand of them at once, from a
 * process of their own: those who are served do not notice, and nothing of it stays.
 */
@Tag("slow")
class FloodTests {

	private static final Logger logger = LoggerFactory.getLogger(FloodTests.class);

	private static final int STRANGERS = 20_000;

	private static final int AT_ONCE = 12_000;

	private static final int A_SECOND = 2_000;

	private static final int WARM_UP = 6_000;

	private static final Duration QUIET = Duration.ofSeconds(4);

	// Other work on the machine only makes it worse: one good round shows what the server
	// can do, and one that cannot do it has none.
	private static final int ROUNDS = 3;

	private static final long MEMORY_SLACK = 8 << 20;

	private ChildServer server;

	// Strangers need processors, too, which they would bring along: what they cost those
	// who are served here, when they knock there, is not the server's doing.
	private ChildServer other;

	private ServedClients served;

	@BeforeEach
	void start() throws IOException {
		this.server = new ChildServer("", "-Xms512m -Xmx512m -Dpassword=right");
		this.other = new ChildServer("", "-Xms512m -Xmx512m -Dpassword=right");
		this.served = new ServedClients(this.server.port(), 20);
	}

	@AfterEach
	void stop() {
		this.served.close();
		this.server.close();
		this.other.close();
	}

	@Test
	void strangers_who_connect_and_say_nothing() throws Exception {
		isWithstood(StrangersMain.Habit.SILENT);
	}

	@Test
	void strangers_who_never_finish_their_first_packet() throws Exception {
		isWithstood(StrangersMain.Habit.SLOW);
	}

	@Test
	void strangers_with_a_wrong_password() throws Exception {
		isWithstood(StrangersMain.Habit.WRONG_PASSWORD);
	}

	private void isWithstood(StrangersMain.Habit habit) throws Exception {
		flood(this.other, habit, WARM_UP); // who has run for a while has compiled code
		flood(this.server, habit, WARM_UP);
		assertThat(this.served.run(QUIET).lost()).isZero();
		long memory = this.server.memory();
		assertThat(IntStream.range(0, ROUNDS).anyMatch((round) -> isServedAlike(habit)))
			.as("p99 within twice of what it is without the flood, in one of %d rounds", ROUNDS)
			.isTrue();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.server.counted().endsWith(" " + this.served.count()));
		assertThat(this.server.memory()).as("memory").isLessThanOrEqualTo(memory + MEMORY_SLACK);
	}

	private boolean isServedAlike(StrangersMain.Habit habit) {
		try {
			double quiet = this.served.run(QUIET).p99Millis();
			double elsewhere = flood(this.other, habit, STRANGERS).p99Millis();
			ServedClients.Latency during = flood(this.server, habit, STRANGERS);
			logger.info("{}: p99 {} ms, {} ms when they are elsewhere, {} ms without", habit, during.p99Millis(),
					elsewhere, quiet);
			assertThat(during.lost()).as("messages of those who are served").isZero();
			return during.p99Millis() <= 2 * Math.max(quiet, elsewhere);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ServedClients.Latency flood(ChildServer target, StrangersMain.Habit habit, int strangers)
			throws IOException {
		try (Strangers flood = new Strangers(target.port(), habit, strangers, AT_ONCE, A_SECOND)) {
			flood.begin();
			ServedClients.Latency latency = this.served.runUntil(flood::hasEnded);
			assertThat(flood.report()).contains("attempts=" + strangers + " connected=" + strangers);
			return latency;
		}
	}

}
