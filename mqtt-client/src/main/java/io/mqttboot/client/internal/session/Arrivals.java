package io.mqttboot.client.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.client.spi.MqttClientDropCause;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.protocol.flow.InboundWindow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has arrived and is not dealt with: hands messages to handlers and acknowledges
 * them in the order in which they came, once their handlers are done. Reads nothing while
 * too much waits. On the loop; handlers run elsewhere.
 */
final class Arrivals {

	private static final Logger logger = LoggerFactory.getLogger(Arrivals.class);

	// what PUBACK and PUBREC may say against a message (MQTT 5.0, 3.4.2.1, 3.5.2.1)
	private static final Set<MqttReasonCode> REFUSALS = EnumSet.of(MqttReasonCode.UNSPECIFIED_ERROR,
			MqttReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, MqttReasonCode.NOT_AUTHORIZED,
			MqttReasonCode.TOPIC_NAME_INVALID, MqttReasonCode.QUOTA_EXCEEDED, MqttReasonCode.PAYLOAD_FORMAT_INVALID);

	// how long it waits before it asks an executor again that took nothing
	private static final long RETRY_MILLIS = 1_000;

	private final MqttClientLimits limits;

	// whether the server can be told that a message is not wanted
	private final boolean refusing;

	private final ClientLoop loop;

	private final Lanes lanes;

	private final Handling handling;

	private final Runnable wakeUp;

	private final InboundWindow window;

	// QoS 1 and 2, oldest first; those that are done wait for those before them.
	private final Deque<Arrival> unacknowledged = new ArrayDeque<>();

	// What the handlers' executor did not take, oldest first; nothing overtakes it.
	private final Deque<Handover> untaken = new ArrayDeque<>();

	// Told from other threads.
	private final Queue<Arrival> done = new ConcurrentLinkedQueue<>();

	private int messages;

	private long bytes;

	private boolean paused;

	private int connection;

	Arrivals(MqttClientConfig config, ClientLoop loop, Lanes lanes, Handling handling, Runnable wakeUp) {
		this.limits = config.limits();
		this.refusing = config.version().is5();
		this.loop = loop;
		this.lanes = lanes;
		this.handling = handling;
		this.wakeUp = wakeUp;
		this.window = new InboundWindow(this.limits.receiveMax());
	}

	/** A new connection: what came at QoS 1 before it comes again. */
	void connected(boolean sessionPresent) {
		this.connection++;
		this.paused = false;
		this.window.reconnected(this.limits.receiveMax());
		if (!sessionPresent) {
			for (int packetId : this.window.held()) {
				this.window.release(packetId);
			}
		}
		this.unacknowledged.removeIf((arrival) -> arrival.qos == MqttQos.AT_LEAST_ONCE || !sessionPresent);
	}

	/** A PUBLISH came, for these to hear. */
	void add(Publish publish, List<Hearing> hearings, ServerLink link) {
		MqttMessage message = publish.message();
		int packetId = publish.packetId();
		switch (message.qos()) {
			case AT_MOST_ONCE -> hand(new Arrival(message, 0, this.connection, hearings.size()), hearings, link);
			case AT_LEAST_ONCE -> {
				if (!this.window.beginQos1()) {
					link.fail(MqttReasonCode.RECEIVE_MAXIMUM_EXCEEDED, "more messages than the receive maximum");
					return;
				}
				hand(new Arrival(message, packetId, this.connection, hearings.size()), hearings, link);
			}
			case EXACTLY_ONCE -> addOnce(message, packetId, hearings, link);
		}
	}

	private void addOnce(MqttMessage message, int packetId, List<Hearing> hearings, ServerLink link) {
		if (this.window.holds(packetId)) {
			Optional<Arrival> unhandled = this.unacknowledged.stream()
				.filter((arrival) -> arrival.qos == MqttQos.EXACTLY_ONCE && arrival.packetId == packetId)
				.findFirst();
			if (unhandled.isPresent()) {
				unhandled.get().connection = this.connection;
			}
			else {
				link.acknowledge(AckType.PUBREC, packetId, MqttReasonCode.SUCCESS); // [MQTT-4.3.3-10]
			}
			return;
		}
		if (!this.window.beginQos2(packetId)) {
			link.fail(MqttReasonCode.RECEIVE_MAXIMUM_EXCEEDED, "more messages than the receive maximum");
			return;
		}
		hand(new Arrival(message, packetId, this.connection, hearings.size()), hearings, link);
	}

	/** A PUBREL came. */
	void released(int packetId, ServerLink link) {
		boolean held = this.window.release(packetId);
		link.acknowledge(AckType.PUBCOMP, packetId,
				held ? MqttReasonCode.SUCCESS : MqttReasonCode.PACKET_IDENTIFIER_NOT_FOUND); // [MQTT-4.3.3-11]
	}

	private void hand(Arrival arrival, List<Hearing> hearings, ServerLink link) {
		this.messages++;
		this.bytes += arrival.message.payloadBytes();
		if (arrival.packetId != 0) {
			this.unacknowledged.add(arrival);
		}
		if (hearings.isEmpty()) {
			this.handling.dropped(MqttClientDropCause.NO_HANDLER);
			finished(arrival); // nobody wants it any more
		}
		for (Hearing hearing : hearings) {
			if (hearing.route().inline()) {
				arrival.run(hearing);
				continue;
			}
			Handover handover = new Handover(arrival, hearing);
			if (!this.untaken.isEmpty() || !isTaken(handover)) {
				this.untaken.add(handover);
			}
		}
		if (!this.paused
				&& (this.messages >= this.limits.handlerMessagesMax() || this.bytes >= this.limits.handlerBytesMax())) {
			this.paused = true;
			link.pauseReading();
		}
	}

	private boolean isTaken(Handover handover) {
		try {
			this.lanes.run(handover.arrival.message.topic(), handover);
			return true;
		}
		catch (RejectedExecutionException ex) {
			if (this.untaken.isEmpty()) {
				logger.warn("The handlers' executor takes nothing; messages from '{}' on wait until it does",
						handover.arrival.message.topic());
				this.loop.schedule(RETRY_MILLIS, this::retry);
			}
			return false;
		}
	}

	// Hands over again what the handlers' executor did not take.
	private void retry() {
		Handover next = this.untaken.peek();
		while (next != null && isTaken(next)) {
			this.untaken.remove();
			next = this.untaken.peek();
		}
		if (next != null) {
			this.loop.schedule(RETRY_MILLIS, this::retry);
		}
	}

	private void finished(Arrival arrival) {
		this.done.add(arrival);
		this.wakeUp.run();
	}

	/** Acknowledges what is done, as far as nothing before it is not. */
	void settle(@Nullable ServerLink link) {
		Arrival arrival = this.done.poll();
		while (arrival != null) {
			arrival.done = true;
			this.messages--;
			this.bytes -= arrival.message.payloadBytes();
			arrival = this.done.poll();
		}
		if (link == null) {
			return;
		}
		Arrival oldest = this.unacknowledged.peek();
		while (oldest != null && oldest.done) {
			this.unacknowledged.remove();
			acknowledge(oldest, link);
			oldest = this.unacknowledged.peek();
		}
		if (this.paused && this.messages <= this.limits.handlerMessagesMax() / 2
				&& this.bytes <= this.limits.handlerBytesMax() / 2) {
			this.paused = false;
			link.resumeReading();
		}
	}

	private void acknowledge(Arrival arrival, ServerLink link) {
		if (arrival.connection != this.connection) {
			return; // QoS 2: the server sends it again, and is answered then
		}
		MqttReasonCode reason = this.refusing ? arrival.reason : MqttReasonCode.SUCCESS;
		if (arrival.qos == MqttQos.AT_LEAST_ONCE) {
			this.window.endQos1();
			link.acknowledge(AckType.PUBACK, arrival.packetId, reason);
			return;
		}
		if (reason.isError()) {
			this.window.release(arrival.packetId); // no PUBREL will come [MQTT-4.3.3-9]
		}
		link.acknowledge(AckType.PUBREC, arrival.packetId, reason);
	}

	int messages() {
		return this.messages;
	}

	boolean isPaused() {
		return this.paused;
	}

	/** A message that is to be given to one receiver. */
	private record Handover(Arrival arrival, Hearing hearing) implements Runnable {

		@Override
		public void run() {
			this.arrival.run(this.hearing);
		}

	}

	/** One message on its way through its handlers. */
	private final class Arrival {

		private final MqttMessage message;

		private final MqttQos qos;

		private final int packetId;

		// that brought it last, on the loop
		private int connection;

		private final AtomicInteger unfinished;

		// of the receiver that refused last, if one did
		private volatile MqttReasonCode reason = MqttReasonCode.SUCCESS;

		// on the loop
		private boolean done;

		private Arrival(MqttMessage message, int packetId, int connection, int handlers) {
			this.message = message;
			this.qos = message.qos();
			this.packetId = packetId;
			this.connection = connection;
			this.unfinished = new AtomicInteger(handlers);
		}

		// on a thread of the handlers, or inline
		private void run(Hearing hearing) {
			Route route = hearing.route();
			MqttAcknowledgment acknowledgment = new Once(this);
			try {
				Arrivals.this.handling.call(route, this.message.withQos(hearing.atMost(this.qos)), acknowledgment);
			}
			catch (Exception | LinkageError | StackOverflowError ex) {
				logger.warn("A handler failed with a message on '{}': {}", this.message.topic(),
						ex.getClass().getName());
				logger.debug("A handler failed", ex);
				acknowledgment.acknowledge(); // a message that cannot be handled would
												// come for ever
				return;
			}
			if (!route.manual()) {
				acknowledgment.acknowledge();
			}
		}

	}

	/** What one receiver says about one message; only its first word counts. */
	private final class Once implements MqttAcknowledgment {

		private final Arrival arrival;

		private final AtomicBoolean said = new AtomicBoolean();

		private Once(Arrival arrival) {
			this.arrival = arrival;
		}

		@Override
		public void acknowledge() {
			if (this.said.compareAndSet(false, true)) {
				end();
			}
		}

		@Override
		public void refuse(MqttReasonCode reason) {
			if (!REFUSALS.contains(reason)) {
				throw new IllegalArgumentException(reason + " cannot refuse a message");
			}
			if (this.said.compareAndSet(false, true)) {
				this.arrival.reason = reason;
				end();
			}
		}

		private void end() {
			if (this.arrival.unfinished.decrementAndGet() == 0) {
				finished(this.arrival);
			}
		}

	}

}
