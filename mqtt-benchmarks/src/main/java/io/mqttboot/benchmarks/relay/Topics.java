package io.mqttboot.benchmarks.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Who subscribed to what in the relay, and who has something to flush. Used by its one
 * event loop only.
 */
final class Topics {

	private static final ByteBuf SHARE = Unpooled.copiedBuffer("$share/", StandardCharsets.UTF_8);

	private final Map<ByteBuf, Topic> topics = new HashMap<>();

	private final List<RelayConnection> touched = new ArrayList<>();

	/** Returns the topic of a name, always the same one. */
	Topic topic(ByteBuf name) {
		Topic known = this.topics.get(name);
		if (known == null) {
			known = new Topic();
			this.topics.put(Unpooled.copiedBuffer(name), known);
		}
		return known;
	}

	/** Adds a subscription to a topic, or to one of a shared group. */
	void subscribe(RelayConnection connection, ByteBuf filter) {
		int group = SHARE.readableBytes();
		int name = 0;
		if (filter.readableBytes() > group && ByteBufUtil.equals(filter, 0, SHARE, 0, group)) {
			name = filter.indexOf(group, filter.readableBytes(), (byte) '/') + 1;
		}
		Topic topic = topic(filter.slice(name, filter.readableBytes() - name));
		if (name > 0) {
			topic.add(connection, filter.slice(group, name - 1 - group));
		}
		else {
			topic.add(connection);
		}
	}

	void remove(RelayConnection connection) {
		this.topics.values().forEach((topic) -> topic.remove(connection));
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
