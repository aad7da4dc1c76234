package io.mqttboot.client.internal.connection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.PacketType;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;

/**
 * A server that keeps one session over all connections of a {@link ManualClient}, takes
 * messages as the standard says, and writes down what was delivered.
 */
public final class RememberingServer {

	private final List<String> delivered = new ArrayList<>();

	private final Set<Integer> held = new HashSet<>();

	/** Answers all that the client sends, until it has nothing more to say. */
	public void answer(WirePeer peer) {
		Packet<?> packet = peer.poll();
		while (packet != null) {
			answer(packet, peer);
			packet = peer.poll();
		}
	}

	/** Answers one packet. */
	public void answer(Packet<?> packet, WirePeer peer) {
		if (packet instanceof Publish publish) {
			if (publish.qos() == 1) {
				this.delivered.add(publish.payload());
				peer.send(Packets.puback(publish.id()));
			}
			else if (publish.qos() == 2) {
				if (this.held.add(publish.id())) {
					this.delivered.add(publish.payload());
				}
				peer.send(Packets.pubrec(publish.id()));
			}
		}
		else if (packet instanceof Ack ack && ack.type() == PacketType.PUBREL) {
			this.held.remove(ack.id());
			peer.send(Packets.pubcomp(ack.id()));
		}
	}

	/** What was delivered, in its order. */
	public List<String> delivered() {
		return this.delivered;
	}

}
