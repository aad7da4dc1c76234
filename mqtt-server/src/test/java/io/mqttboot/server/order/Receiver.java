package io.mqttboot.server.order;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.Wire;

/**
 * A subscriber of MQTT 3.1.1 that takes whatever comes, acknowledges it, and remembers it
 * across connections; QoS 2 once.
 */
final class Receiver {

	/** A message that came. */
	record Arrival(String payload, int qos, boolean dup, boolean retain) {

		/** Returns the number behind the last blank of the payload. */
		int number() {
			return Integer.parseInt(this.payload.substring(this.payload.lastIndexOf(' ') + 1));
		}

		/** Returns what stands before that: whose number it is. */
		String origin() {
			return this.payload.substring(0, this.payload.lastIndexOf(' '));
		}

	}

	private final List<Arrival> arrivals = new ArrayList<>();

	private final Set<Integer> unreleased = new HashSet<>();

	private byte[] part = {};

	private boolean answered;

	/** A new connection begins. */
	void reconnected() {
		this.part = new byte[0];
	}

	/** Returns whether PINGRESP came: all that was sent before is processed. */
	boolean isAnswered() {
		return this.answered;
	}

	List<Arrival> arrivals() {
		return this.arrivals;
	}

	/**
	 * Takes what the wire holds.
	 * @return whether anything came
	 */
	boolean take(Wire wire, Duration patience) {
		byte[] more = wire.receive(patience);
		if (more == null) {
			return false;
		}
		int kept = this.part.length;
		byte[] all = Arrays.copyOf(this.part, kept + more.length);
		System.arraycopy(more, 0, all, kept, more.length);
		int from = 0;
		for (int end = end(all, from); end > 0; end = end(all, from)) {
			packet(wire, all, from, end);
			from = end;
		}
		this.part = Arrays.copyOfRange(all, from, all.length);
		return true;
	}

	// Returns where the packet ends, 0 if it is not whole.
	private static int end(byte[] all, int from) {
		int length = 0;
		for (int at = from + 1; at < all.length; at++) {
			length |= (all[at] & 0x7F) << 7 * (at - from - 1);
			if (all[at] >= 0) {
				return (at + 1 + length <= all.length) ? at + 1 + length : 0;
			}
		}
		return 0;
	}

	private void packet(Wire wire, byte[] all, int from, int end) {
		int first = all[from] & 0xFF;
		int body = from + 1;
		while (all[body++] < 0) {
			// over the remaining length
		}
		switch (first >> 4) {
			case 3 -> publish(wire, first, all, body, end);
			case 6 -> {
				int id = two(all, body);
				this.unreleased.remove(id);
				answer(wire, Packets.pubcomp(id));
			}
			case 13 -> this.answered = true;
			default -> {
				// CONNACK, SUBACK
			}
		}
	}

	private void publish(Wire wire, int first, byte[] all, int body, int end) {
		int qos = (first >> 1) & 0x03;
		int at = body + 2 + two(all, body);
		int id = (qos > 0) ? two(all, at) : 0;
		at += (qos > 0) ? 2 : 0;
		String payload = new String(all, at, end - at, StandardCharsets.UTF_8);
		if (qos < 2 || this.unreleased.add(id)) {
			this.arrivals.add(new Arrival(payload, qos, (first & 0x08) != 0, (first & 0x01) != 0));
		}
		if (qos > 0) {
			answer(wire, (qos == 1) ? Packets.puback(id) : Packets.pubrec(id));
		}
	}

	private static int two(byte[] all, int at) {
		return (all[at] & 0xFF) << 8 | (all[at + 1] & 0xFF);
	}

	private static void answer(Wire wire, Packet<?> packet) {
		wire.send(packet.bytes(Version.V3_1_1));
	}

}
