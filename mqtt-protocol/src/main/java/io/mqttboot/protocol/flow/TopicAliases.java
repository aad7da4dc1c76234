package io.mqttboot.protocol.flow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The topic aliases of one direction of one connection (MQTT 5.0, 3.3.2.3.4): inbound
 * they are set by the peer, outbound by us.
 */
public final class TopicAliases {

	private static final int MAX = 65_535;

	private static final int FIRST_CAPACITY = 8;

	/** The aliases that a peer sets. */
	public static final class Inbound {

		private final int max;

		private @Nullable String @Nullable [] topics;

		/** Creates the table for the alias maximum that the peer was told, 0 for none. */
		public Inbound(int max) {
			this.max = checked(max);
		}

		/**
		 * Returns the topic that a PUBLISH means.
		 * @param alias the alias of the packet, above 0
		 * @param topic the topic of the packet, empty to use the alias
		 * @throws io.mqttboot.MqttProtocolException 0x94 if the alias is 0 or above the
		 * maximum, 0x82 if it was never set
		 */
		public String resolve(int alias, String topic) {
			if (alias < 1 || alias > this.max) {
				// [MQTT-3.3.2-8], [MQTT-3.3.2-9]
				throw new MqttProtocolException(MqttReasonCode.TOPIC_ALIAS_INVALID,
						"topic alias " + alias + " is not within 1 to " + this.max);
			}
			if (!topic.isEmpty()) {
				set(alias, topic);
				return topic;
			}
			String known = (this.topics != null && alias <= this.topics.length) ? this.topics[alias - 1] : null;
			if (known == null) {
				throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR,
						"topic alias " + alias + " was never set");
			}
			return known;
		}

		private void set(int alias, String topic) {
			if (this.topics == null) {
				this.topics = new @Nullable String[Math.min(this.max, Math.max(alias, FIRST_CAPACITY))];
			}
			else if (alias > this.topics.length) {
				this.topics = Arrays.copyOf(this.topics, Math.min(this.max, Math.max(alias, this.topics.length * 2)));
			}
			this.topics[alias - 1] = topic;
		}

	}

	/** The aliases that we set: the first topics seen get one, and keep it. */
	public static final class Outbound {

		private final int max;

		private @Nullable Map<String, Integer> aliases;

		/** Creates the table for the alias maximum that the peer told us. */
		public Outbound(int max) {
			this.max = checked(max);
		}

		/**
		 * Returns the alias for a topic: 0 for none; positive when it is new, so that
		 * topic and alias both must be sent; negative when the peer knows it already and
		 * the topic may be left empty. A packet with a new alias must not be dropped any
		 * more.
		 */
		public int alias(String topic) {
			if (this.max == 0) {
				return 0; // [MQTT-3.1.2-26], [MQTT-3.1.2-27]
			}
			if (this.aliases == null) {
				this.aliases = new HashMap<>();
			}
			Integer known = this.aliases.get(topic);
			if (known != null) {
				return -known;
			}
			if (this.aliases.size() == this.max) {
				return 0;
			}
			int alias = this.aliases.size() + 1;
			this.aliases.put(topic, alias);
			return alias;
		}

	}

	private TopicAliases() {
	}

	private static int checked(int max) {
		if (max < 0 || max > MAX) {
			throw new IllegalArgumentException("the topic alias maximum must be 0 to 65535 but is " + max);
		}
		return max;
	}

}
