package io.mqttboot.benchmarks.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Who receives what is published to one topic: each subscriber, and of each shared group
 * the members in turn.
 */
final class Topic {

	private final List<RelayConnection> subscribers = new ArrayList<>();

	private final Map<ByteBuf, Group> groupsByName = new HashMap<>();

	private final List<Group> groups = new ArrayList<>();

	void add(RelayConnection subscriber) {
		this.subscribers.add(subscriber);
	}

	void add(RelayConnection member, ByteBuf groupName) {
		Group group = this.groupsByName.get(groupName);
		if (group == null) {
			group = new Group();
			this.groupsByName.put(Unpooled.copiedBuffer(groupName), group);
			this.groups.add(group);
		}
		group.members.add(member);
	}

	void remove(RelayConnection connection) {
		this.subscribers.remove(connection);
		this.groups.forEach((group) -> group.members.remove(connection));
	}

	/** Hands on a packet, the same bytes to everybody. */
	void publish(ByteBuf in, int from, int bytes) {
		for (int i = 0; i < this.subscribers.size(); i++) {
			this.subscribers.get(i).write(in.retainedSlice(from, bytes));
		}
		for (int i = 0; i < this.groups.size(); i++) {
			Group group = this.groups.get(i);
			if (!group.members.isEmpty()) {
				group.next().write(in.retainedSlice(from, bytes));
			}
		}
	}

	private static final class Group {

		private final List<RelayConnection> members = new ArrayList<>();

		private int turn;

		RelayConnection next() {
			this.turn = (this.turn + 1 < this.members.size()) ? this.turn + 1 : 0;
			return this.members.get(this.turn);
		}

	}

}
