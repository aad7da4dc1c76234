package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.mqttboot.benchmarks.load.Loopback;

/**
 * Clients that connect one after the other, so many of them at once.
 */
final class Callers {

	private static final int AT_ONCE = 32;

	private final Crowd crowd;

	private final boolean webSocket;

	private final Loopback loopback = new Loopback();

	// those who have not been let in
	private final Queue<Caller> waiting = new ArrayDeque<>();

	private long made;

	Callers(Crowd crowd, boolean webSocket) {
		this.crowd = crowd;
		this.webSocket = webSocket;
	}

	/** Lets so many in, who stay. */
	List<Caller> gather(int count) throws IOException {
		List<Caller> all = new ArrayList<>();
		while (all.size() < count) {
			all.add(call());
			letIn(AT_ONCE - 1);
		}
		letIn(0);
		return all;
	}

	/**
	 * Lets people in who leave at once, until they are enough and it was long enough.
	 * @return how many
	 */
	int comeAndGo(int atLeast, double seconds) throws IOException {
		long end = System.nanoTime() + (long) (seconds * 1e9);
		int count = 0;
		while (count < atLeast || System.nanoTime() - end < 0) {
			call();
			count++;
			leave(letIn(AT_ONCE - 1));
		}
		leave(letIn(0));
		return count;
	}

	private Caller call() throws IOException {
		String clientId = "caller-" + this.made++;
		Caller caller = this.webSocket ? new WebSocketCaller(this.crowd, this.loopback.next(), clientId)
				: Caller.overTcp(this.crowd, this.loopback.next(), clientId);
		caller.flush();
		this.waiting.add(caller);
		return caller;
	}

	// waits until no more than so many wait, and returns who waits no longer
	private List<Caller> letIn(int stillWaiting) throws IOException {
		List<Caller> in = new ArrayList<>();
		this.crowd.until(() -> {
			while (!this.waiting.isEmpty() && this.waiting.element().isReady()) {
				in.add(this.waiting.remove());
			}
			return this.waiting.size() <= stillWaiting;
		}, "an answer to CONNECT");
		return in;
	}

	private static void leave(List<Caller> callers) throws IOException {
		for (Caller caller : callers) {
			caller.leave();
		}
	}

}
