package io.mqttboot.server;

import java.util.List;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.mqttboot.MqttQos;
import io.mqttboot.server.internal.session.LoopCounters;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.session.SessionLoop;

/**
 * Sums up what the loops counted and the sessions hold. The loops go on meanwhile, so the
 * figures are as they are about now.
 */
final class Tally {

	private static final int TYPES = 15;

	private final List<LoopCounters> counters;

	private long queuedMessages;

	private long queuedBytes;

	private long inflight;

	Tally(List<SessionLoop> loops, List<SessionLoop> lobby, Iterable<Session> sessions) {
		this.counters = Stream.concat(loops.stream(), lobby.stream()).map(SessionLoop::counters).toList();
		for (Session session : sessions) {
			this.queuedMessages += session.outbox().queuedMessages();
			this.queuedBytes += session.outbox().queuedBytes();
			this.inflight += session.outbox().inflight();
		}
	}

	long queuedMessages() {
		return this.queuedMessages;
	}

	long queuedBytes() {
		return this.queuedBytes;
	}

	long inflight() {
		return this.inflight;
	}

	long of(ToLongFunction<LoopCounters> figure) {
		return this.counters.stream().mapToLong(figure).sum();
	}

	/** One figure a packet type, from CONNECT to AUTH. */
	List<Long> byType(ToLongBiFunction<LoopCounters, Integer> figure) {
		return IntStream.rangeClosed(1, TYPES)
			.mapToObj((type) -> of((each) -> figure.applyAsLong(each, type)))
			.toList();
	}

	/** One figure a quality of service, from 0 to 2. */
	List<Long> byQos(ToLongBiFunction<LoopCounters, MqttQos> figure) {
		return List.of(MqttQos.values()).stream().map((qos) -> of((each) -> figure.applyAsLong(each, qos))).toList();
	}

	static long sum(List<Long> figures) {
		return figures.stream().mapToLong(Long::longValue).sum();
	}

}
