package io.mqttboot.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.internal.admission.AddressTable;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttAddressTraffic;
import io.mqttboot.server.spi.MqttSlowSubscriber;
import io.mqttboot.server.spi.MqttTrace;
import io.mqttboot.server.spi.MqttTraceStep;

/**
 * What whoever runs a server does with it while it runs, beside looking at its figures.
 * Thread-safe; nothing here blocks.
 */
public final class MqttServerOperations {

	private final Supplier<Engine> running;

	MqttServerOperations(Supplier<Engine> running) {
		this.running = running;
	}

	/**
	 * Sends the clients away and lets no new ones in, until {@link #resume()}. Their
	 * sessions stay as long as they may; a will is published now, unless the session
	 * outlives the server. The ports stay open, so that who comes is told where to go.
	 * While a drain goes on another one changes where clients are sent and how fast.
	 * @param how how fast, and where to
	 * @return completed when nobody is connected any more, or the drain was ended
	 * @throws IllegalStateException if the server is not running
	 */
	public CompletableFuture<Void> drain(MqttDrain how) {
		return this.running.get().draining().begin(how);
	}

	/**
	 * Ends a drain: clients are let in again. Does nothing if there is none.
	 * @throws IllegalStateException if the server is not running
	 */
	public void resume() {
		this.running.get().draining().resume();
	}

	/**
	 * Follows the messages of one client or of some topics. A step costs an event loop
	 * little, and nothing where nobody follows.
	 * @param options what is followed, and the bounds at which the trace ends by itself
	 * @param steps gets each step, on the handler executor, one after the other, in the
	 * order in which they were noticed; it has a thread of the listeners meanwhile, and
	 * should not keep it long
	 * @return the trace, to be closed
	 * @throws IllegalStateException if the server is not running, or eight traces are
	 */
	public MqttTrace trace(MqttTraceOptions options, Consumer<MqttTraceStep> steps) {
		return this.running.get().lookout().trace(options, steps);
	}

	/**
	 * Returns the clients that take longest for their messages.
	 * @return the slowest first; empty unless
	 * {@link io.mqttboot.server.config.MqttServerConfig#slowSubscribers()} says that they
	 * are remembered
	 * @throws IllegalStateException if the server is not running
	 */
	public List<MqttSlowSubscriber> slowSubscribers() {
		Engine engine = this.running.get();
		return engine.lookout().slowSubscribers().stream().map((slow) -> withWaiting(slow, engine)).toList();
	}

	private static MqttSlowSubscriber withWaiting(MqttSlowSubscriber slow, Engine engine) {
		Session session = engine.sessions().find(slow.clientId());
		return (session != null) ? slow.withWaiting(session.outbox().queuedMessages(), session.outbox().queuedBytes(),
				session.outbox().inflight()) : slow;
	}

	/**
	 * Returns what has come from each address.
	 * @param limit how many addresses at most
	 * @return those first from and to which most bytes went; empty unless
	 * {@link io.mqttboot.server.config.MqttServerConfig#addressStatistics()} says that it
	 * is counted
	 * @throws IllegalStateException if the server is not running
	 */
	public List<MqttAddressTraffic> addresses(int limit) {
		AddressTable table = this.running.get().connections().admission().addressTable();
		return (table != null) ? table.busiest(limit) : List.of();
	}

	/**
	 * Returns whether clients are sent away.
	 * @return whether a drain was begun and not ended
	 * @throws IllegalStateException if the server is not running
	 */
	public boolean isDraining() {
		return this.running.get().draining().isOn();
	}

}
