package io.mqttboot.benchmarks.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;

/**
 * Who subscribed to what in the relay, and who has something to flush. Used by its one
 * event loop only.
 */
final class Topics {

	private final Map<ByteBuf, List<RelayConnection>> subscribers = new HashMap<>();

	private final List<RelayConnection> touched = new ArrayList<>();

	/** Returns who subscribed to a topic, a list that stays the topic's. */
	List<RelayConnection> subscribers(ByteBuf topic) {
		List<RelayConnection> known = this.subscribers.get(topic);
		if (known == null) {
			known = new ArrayList<>();
			this.subscribers.put(topic.copy(), known);
		}
		return known;
	}

	void remove(RelayConnection connection) {
		this.subscribers.values().forEach((list) -> list.remove(connection));
	}

	void touch(RelayConnection connection) {
		this.touched.add(connection);
	}

	void flush() {
		for (int i = 0; i < this.touched.size(); i++) {
			this.touched.get(i).flush();
		}
		this.touched.clear();
	}

}
