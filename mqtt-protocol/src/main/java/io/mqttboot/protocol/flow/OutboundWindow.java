package io.mqttboot.protocol.flow;

import java.util.Objects;

import io.mqttboot.MqttQos;
import org.jspecify.annotations.Nullable;

/**
 * What a sender has in flight: QoS 1 and 2 messages sent and not yet acknowledged, in the
 * order they were sent (MQTT 5.0, 4.3, 4.4, 4.6, 4.9). Plain and single-threaded.
 *
 * @param <M> what the owner keeps for each message
 */
public final class OutboundWindow<M> {

	/** What an in-flight message waits for. */
	public enum Phase {

		/** PUBLISH at QoS 1 was sent: waits for PUBACK. */
		AWAITS_PUBACK,

		/** PUBLISH at QoS 2 was sent: waits for PUBREC. */
		AWAITS_PUBREC,

		/** PUBREL was sent: waits for PUBCOMP. */
		AWAITS_PUBCOMP

	}

	/** Sees what is in flight, oldest first. */
	@FunctionalInterface
	public interface Visitor<M> {

		void visit(int packetId, Phase phase, @Nullable M message);

	}

	private static final int SEARCHED_WITHOUT_TABLE = 8;

	// made with the first message, unless given
	private @Nullable PacketIds ids;

	private int max;

	// Invariant: a chain from the oldest to the newest, size long.
	private @Nullable Flight<M> oldest;

	private @Nullable Flight<M> newest;

	private int size;

	private int exactlyOnceMax = PacketIds.MAX;

	// of those in flight
	private int exactlyOnce;

	// Only while a window is or was large: an id's flight is in the chain of its slot.
	private @Nullable Flight<M> @Nullable [] table;

	/** Creates a window for at most {@code max} messages in flight (1 to 65,535). */
	public OutboundWindow(int max) {
		max(max);
	}

	/** Creates a window whose ids are also handed out to other packets of its owner. */
	public OutboundWindow(int max, PacketIds ids) {
		this.ids = ids;
		max(max);
	}

	/** Changes the maximum, at a new connection; what is in flight beyond it stays. */
	public void max(int max) {
		if (max < 1 || max > PacketIds.MAX) {
			throw new IllegalArgumentException("the maximum in flight must be 1 to 65535 but is " + max);
		}
		this.max = max;
	}

	/** Changes how many of those may be at QoS 2, PUBREL included. */
	public void exactlyOnceMax(int most) {
		this.exactlyOnceMax = most;
	}

	/** Whether another message of a quality of service above 0 may be sent. */
	public boolean hasRoom(MqttQos qos) {
		return hasRoom() && (qos != MqttQos.EXACTLY_ONCE || this.exactlyOnce < this.exactlyOnceMax);
	}

	/** Whether another message may be sent. */
	public boolean hasRoom() {
		return this.size < this.max && (this.ids == null || this.ids.used() < PacketIds.MAX); // [MQTT-4.9.0-2]
	}

	/** Adds a message about to be sent; returns its packet id. Needs room. */
	public int add(M message, MqttQos qos) {
		Objects.requireNonNull(message, "message");
		if (qos == MqttQos.AT_MOST_ONCE) {
			throw new IllegalArgumentException("QoS 0 is never in flight");
		}
		if (!hasRoom()) {
			throw new IllegalStateException("to send beyond the window is a bug");
		}
		int id = ids().next();
		append(new Flight<>(id, (qos == MqttQos.AT_LEAST_ONCE) ? Phase.AWAITS_PUBACK : Phase.AWAITS_PUBREC, message));
		return id;
	}

	/**
	 * Puts back what was in flight when a stored session was saved. Call in sent order.
	 * What awaits PUBCOMP has no message any more, all else must have one.
	 */
	public void restore(int packetId, Phase phase, @Nullable M message) {
		boolean forgotten = phase == Phase.AWAITS_PUBCOMP;
		if (!forgotten) {
			Objects.requireNonNull(message, "message");
		}
		if (!ids().take(packetId)) {
			throw new IllegalArgumentException("packet id " + packetId + " is in flight already");
		}
		append(new Flight<>(packetId, phase, forgotten ? null : message));
	}

	/** PUBACK: ends a QoS 1 flow; returns its message, or null if none waits for it. */
	public @Nullable M acked(int packetId) {
		Flight<M> flight = find(packetId, Phase.AWAITS_PUBACK);
		return (flight != null) ? end(flight) : null;
	}

	/**
	 * PUBREC with success: the message is forgotten, PUBREL is due. Returns the message,
	 * null if none waits for it. A repeated PUBREC (already AWAITS_PUBCOMP) returns null
	 * and {@link #awaitsComp} tells it apart from an unknown id.
	 */
	public @Nullable M received(int packetId) {
		Flight<M> flight = find(packetId, Phase.AWAITS_PUBREC);
		if (flight == null) {
			return null;
		}
		M message = flight.message;
		flight.message = null; // never sent again [MQTT-4.3.3-6]
		flight.phase = Phase.AWAITS_PUBCOMP;
		return message;
	}

	/** PUBREC with an error: ends the flow; returns its message, or null if unknown. */
	public @Nullable M refused(int packetId) {
		Flight<M> flight = find(packetId, Phase.AWAITS_PUBREC);
		return (flight != null) ? end(flight) : null;
	}

	/** Whether PUBREL was sent for this id. */
	public boolean awaitsComp(int packetId) {
		return find(packetId, Phase.AWAITS_PUBCOMP) != null;
	}

	/** PUBCOMP: ends a QoS 2 flow; returns whether one waited for it. */
	public boolean completed(int packetId) {
		Flight<M> flight = find(packetId, Phase.AWAITS_PUBCOMP);
		if (flight == null) {
			return false;
		}
		end(flight);
		return true;
	}

	/** How many messages are in flight. */
	public int size() {
		return this.size;
	}

	/**
	 * Shows all that is in flight, in the order it was sent. The visitor may end the flow
	 * it is shown, and no other.
	 */
	public void forEach(Visitor<? super M> visitor) {
		Flight<M> flight = this.oldest;
		while (flight != null) {
			Flight<M> next = flight.newer;
			visitor.visit(flight.id, flight.phase, flight.message);
			flight = next;
		}
	}

	/** Shows one that is in flight, if it is. The visitor changes nothing. */
	public void visit(int packetId, Visitor<? super M> visitor) {
		Flight<M> flight = (this.table != null) ? findIn(this.table, packetId)
				: (this.oldest != null && this.oldest.id != packetId) ? findAfter(this.oldest, packetId) : this.oldest;
		if (flight != null) {
			visitor.visit(flight.id, flight.phase, flight.message);
		}
	}

	private PacketIds ids() {
		PacketIds present = this.ids;
		if (present == null) {
			present = new PacketIds();
			this.ids = present;
		}
		return present;
	}

	private void append(Flight<M> flight) {
		flight.older = this.newest;
		if (this.newest != null) {
			this.newest.newer = flight;
		}
		else {
			this.oldest = flight;
		}
		this.newest = flight;
		this.size++;
		this.exactlyOnce += (flight.phase != Phase.AWAITS_PUBACK) ? 1 : 0;
		if (this.table != null && this.size <= this.table.length) {
			enter(this.table, flight);
		}
		else if (this.size > SEARCHED_WITHOUT_TABLE) {
			this.table = tableOf(Integer.highestOneBit(this.size) << 2);
		}
	}

	private @Nullable Flight<M>[] tableOf(int length) {
		@SuppressWarnings({ "unchecked", "rawtypes" })
		@Nullable Flight<M>[] wider = new Flight[length];
		for (Flight<M> each = this.oldest; each != null; each = each.newer) {
			enter(wider, each);
		}
		return wider;
	}

	private void enter(@Nullable Flight<M>[] slots, Flight<M> flight) {
		int slot = flight.id & (slots.length - 1);
		flight.sameSlot = slots[slot];
		slots[slot] = flight;
	}

	private @Nullable Flight<M> find(int packetId, Phase phase) {
		Flight<M> flight = this.oldest;
		if (flight != null && flight.id != packetId) {
			flight = (this.table != null) ? findIn(this.table, packetId) : findAfter(flight, packetId);
		}
		return (flight != null && flight.phase == phase) ? flight : null;
	}

	private @Nullable Flight<M> findIn(@Nullable Flight<M>[] slots, int packetId) {
		Flight<M> flight = slots[packetId & (slots.length - 1)];
		while (flight != null && flight.id != packetId) {
			flight = flight.sameSlot;
		}
		return flight;
	}

	private @Nullable Flight<M> findAfter(Flight<M> start, int packetId) {
		Flight<M> flight = start.newer;
		while (flight != null && flight.id != packetId) {
			flight = flight.newer;
		}
		return flight;
	}

	private @Nullable M end(Flight<M> flight) {
		if (flight.older != null) {
			flight.older.newer = flight.newer;
		}
		else {
			this.oldest = flight.newer;
		}
		if (flight.newer != null) {
			flight.newer.older = flight.older;
		}
		else {
			this.newest = flight.older;
		}
		this.size--;
		this.exactlyOnce -= (flight.phase != Phase.AWAITS_PUBACK) ? 1 : 0;
		if (this.table != null) {
			leave(this.table, flight);
		}
		ids().free(flight.id);
		return flight.message;
	}

	private void leave(@Nullable Flight<M>[] slots, Flight<M> flight) {
		if (this.size == 0) {
			this.table = null;
			return;
		}
		int slot = flight.id & (slots.length - 1);
		Flight<M> before = slots[slot];
		if (before == flight) {
			slots[slot] = flight.sameSlot;
			return;
		}
		while (before != null && before.sameSlot != flight) {
			before = before.sameSlot;
		}
		if (before == null) {
			throw new IllegalStateException("a flight without its slot is a bug");
		}
		before.sameSlot = flight.sameSlot;
	}

	/** One message on its way. */
	private static final class Flight<M> {

		private final int id;

		private Phase phase;

		private @Nullable M message;

		private @Nullable Flight<M> older;

		private @Nullable Flight<M> newer;

		private @Nullable Flight<M> sameSlot;

		private Flight(int id, Phase phase, @Nullable M message) {
			this.id = id;
			this.phase = phase;
			this.message = message;
		}

	}

}
