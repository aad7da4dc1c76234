package io.mqttboot.server.metrics;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Tags;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServerStatistics;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttRule;
import org.jspecify.annotations.Nullable;

/**
 * Every meter of the server: its name, its kind, and the closed set of values of its one
 * tag, if it has one. Client ids, topics and addresses are never tags.
 */
public enum ServerMeter {

	// the nine that the documents promise: gauges, for a counter would be renamed with
	// _total

	/** Connections accepted since the start. */
	CONNECTIONS_ACCEPTED("mqtt.connections.accepted",
			"Connections accepted since the start, TCP and WebSocket, before their CONNECT",
			MqttServerStatistics::connectionsAccepted),

	/** Accepted connections that ended. */
	CONNECTIONS_CLOSED("mqtt.connections.closed", "Accepted connections that ended",
			MqttServerStatistics::connectionsClosed),

	/** Connections that are open. */
	CONNECTIONS_SIZE("mqtt.connections.size", "Connections that are open: accepted minus closed",
			MqttServerStatistics::connectionsSize),

	/** Packets whose processing ended. */
	HANDLED_PACKETS("mqtt.messages.handled.packets", "Control packets whose processing ended, refused ones included",
			MqttServerStatistics::handledPackets),

	/** Bytes of the packets whose processing ended. */
	HANDLED_BYTES("mqtt.messages.handled.bytes", "Bytes of the control packets whose processing ended",
			MqttServerStatistics::handledBytes),

	/** Packets fully decoded. */
	RECEIVED_PACKETS("mqtt.messages.received.packets", "Control packets of every type, fully decoded",
			MqttServerStatistics::receivedPackets),

	/** Bytes of the packets fully decoded. */
	RECEIVED_BYTES("mqtt.messages.received.bytes", "Bytes of the control packets that were decoded",
			MqttServerStatistics::receivedBytes),

	/** Packets written. */
	SEND_PACKETS("mqtt.messages.send.packets", "Control packets written", MqttServerStatistics::sendPackets),

	/** Bytes of the packets written. */
	SEND_BYTES("mqtt.messages.send.bytes", "Bytes of the control packets written", MqttServerStatistics::sendBytes),

	// what there is now

	/** Connections that are open. */
	CONNECTIONS("mqtt.server.connections", "Connections that are open, also before their CONNECT",
			MqttServerStatistics::connectionsSize),

	/** Clients that are connected. */
	CLIENTS("mqtt.server.clients", "Clients that are connected", MqttServerStatistics::clients),

	/** Sessions, connected or not. */
	SESSIONS("mqtt.server.sessions", "Sessions, connected or not", MqttServerStatistics::sessions),

	/** Subscriptions of all sessions. */
	SUBSCRIPTIONS("mqtt.server.subscriptions", "Subscriptions of all sessions", MqttServerStatistics::subscriptions),

	/** Retained messages. */
	RETAINED("mqtt.server.retained", "Retained messages", MqttServerStatistics::retained),

	/** Bytes of the retained messages. */
	RETAINED_BYTES("mqtt.server.retained.bytes", "Bytes of the retained messages", MqttServerStatistics::retainedBytes),

	/** Messages that wait for their delay. */
	DELAYED("mqtt.server.delayed", "Messages that wait for their delay", MqttServerStatistics::delayed),

	/** Messages that wait for their session. */
	QUEUED("mqtt.server.queued", "Messages that wait for their session", MqttServerStatistics::queuedMessages),

	/** Bytes of the messages that wait for their session. */
	QUEUED_BYTES("mqtt.server.queued.bytes", "Bytes of the messages that wait for their session",
			MqttServerStatistics::queuedBytes),

	/** Messages sent and not acknowledged. */
	INFLIGHT("mqtt.server.inflight", "Messages sent and not acknowledged", MqttServerStatistics::inflight),

	/** How overloaded the server is. */
	OVERLOAD_STATE("mqtt.server.overload.state",
			"How overloaded the server is: 0 not at all, 1 sheds, 2 pauses, 3 refuses",
			(statistics) -> statistics.overload().ordinal()),

	/** Whether clients are sent away. */
	DRAINING("mqtt.server.draining", "Whether clients are sent away and no new ones are let in: 1 for yes",
			(statistics) -> statistics.draining() ? 1 : 0),

	/** Clients that are remembered as slow. */
	SLOW_SUBSCRIBERS("mqtt.server.slow.subscribers", "Clients that are remembered as slow, if any are to be",
			MqttServerStatistics::slowSubscribers),

	// what happened

	/** Clients that were let in. */
	CONNECTS("mqtt.server.connects", Kind.COUNTER, "Clients that were let in", "version", Values.VERSIONS),

	/** Clients that were let in and are gone. */
	DISCONNECTS("mqtt.server.disconnects", Kind.COUNTER, "Clients that were let in and are gone", "reason",
			Values.DISCONNECT_REASONS),

	/** Clients that were refused. */
	REFUSED("mqtt.server.refused", Kind.COUNTER, "Clients that were refused, or never became one", "reason",
			Values.REFUSAL_REASONS),

	/** Packets received. */
	PACKETS_IN("mqtt.server.packets.in", "Control packets received", "type", Values.PACKET_TYPES,
			MqttServerStatistics::receivedByType),

	/** Packets sent. */
	PACKETS_OUT("mqtt.server.packets.out", "Control packets sent", "type", Values.PACKET_TYPES,
			MqttServerStatistics::sentByType),

	/** Bytes received. */
	BYTES_IN("mqtt.server.bytes.in", Kind.COUNTER, "Bytes of the control packets received",
			MqttServerStatistics::receivedBytes),

	/** Bytes sent. */
	BYTES_OUT("mqtt.server.bytes.out", Kind.COUNTER, "Bytes of the control packets sent",
			MqttServerStatistics::sendBytes),

	/** Messages accepted from clients. */
	MESSAGES_IN("mqtt.server.messages.in", "Messages accepted from clients", "qos", Values.QOS,
			MqttServerStatistics::messagesIn),

	/** Messages written to clients. */
	MESSAGES_OUT("mqtt.server.messages.out", "Messages written to clients", "qos", Values.QOS,
			MqttServerStatistics::messagesOut),

	/** Messages that did not reach one of their receivers. */
	DROPPED("mqtt.server.dropped", Kind.COUNTER, "Messages that did not reach one of their receivers", "cause",
			Values.DROP_CAUSES),

	/** What clients may not do. */
	DENIED("mqtt.server.denied", Kind.COUNTER, "What clients asked for and may not do, or may not do any more",
			"action", Values.ACTIONS),

	/** Times that a publisher was not read because it published more than it may. */
	THROTTLED("mqtt.server.throttled", Kind.COUNTER,
			"Times that a publisher was not read because it published more than it may"),

	/** Clients that were banned because they connected too often. */
	FLAPPING("mqtt.server.flapping", Kind.COUNTER, "Clients that were banned because they connected too often"),

	/** Events that were not told to a listener. */
	EVENTS_DROPPED("mqtt.server.events.dropped", Kind.COUNTER,
			"Events that were not told to a listener, which is behind or has failed"),

	/** Stores that failed. */
	STORE_FAILURES("mqtt.server.store.failures", Kind.COUNTER, "Calls of a store that failed"),

	/** States of overload that the server has come to. */
	OVERLOAD_CHANGES("mqtt.server.overload.changes", Kind.COUNTER, "States of overload that the server has come to",
			"state", Values.OVERLOAD_STATES),

	/** From writing a message to its acknowledgement. */
	DELIVERY("mqtt.server.delivery", Kind.TIMER, "From writing a message to its acknowledgement", "qos",
			Values.ACKNOWLEDGED_QOS);

	/** What a meter does. */
	public enum Kind {

		/** Goes up and down, or is read from elsewhere. */
		GAUGE,

		/** Only grows. */
		COUNTER,

		/** Counts and sums durations. */
		TIMER

	}

	private final String meterName;

	private final Kind kind;

	private final String description;

	private final @Nullable String tag;

	private final List<String> tagValues;

	private final @Nullable Reading reading;

	ServerMeter(String meterName, String description, ToDoubleFunction<MqttServerStatistics> reading) {
		this(meterName, Kind.GAUGE, description, reading);
	}

	ServerMeter(String meterName, Kind kind, String description, ToDoubleFunction<MqttServerStatistics> reading) {
		this(meterName, kind, description, null, List.of(),
				(statistics, position) -> reading.applyAsDouble(statistics));
	}

	ServerMeter(String meterName, String description, String tag, List<String> tagValues,
			Function<MqttServerStatistics, List<Long>> reading) {
		this(meterName, Kind.COUNTER, description, tag, tagValues,
				(statistics, position) -> reading.apply(statistics).get(position));
	}

	ServerMeter(String meterName, Kind kind, String description) {
		this(meterName, kind, description, null, List.of(), null);
	}

	ServerMeter(String meterName, Kind kind, String description, String tag, List<String> tagValues) {
		this(meterName, kind, description, tag, tagValues, null);
	}

	ServerMeter(String meterName, Kind kind, String description, @Nullable String tag, List<String> tagValues,
			@Nullable Reading reading) {
		this.meterName = meterName;
		this.kind = kind;
		this.description = description;
		this.tag = tag;
		this.tagValues = tagValues;
		this.reading = reading;
	}

	/**
	 * Returns the name of the meter.
	 * @return lower-case words with dots between
	 */
	public String meterName() {
		return this.meterName;
	}

	/**
	 * Returns what the meter does.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Returns what the meter shows.
	 * @return a phrase
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns the key of the one tag.
	 * @return the key, {@code null} if the meter has no tag
	 */
	public @Nullable String tag() {
		return this.tag;
	}

	/**
	 * Returns every value that the tag may have.
	 * @return the values, empty if the meter has no tag
	 */
	public List<String> tagValues() {
		return this.tagValues;
	}

	/**
	 * Returns the tags of one of the meter's series.
	 * @param value the value of the tag, ignored if the meter has none
	 */
	Tags tags(String value) {
		return (this.tag != null) ? Tags.of(this.tag, value) : Tags.empty();
	}

	/**
	 * Returns how the meter reads the statistics.
	 * @return the reading, {@code null} if the observer counts
	 */
	@Nullable Reading reading() {
		return this.reading;
	}

	/**
	 * One figure of the statistics, for the tag value at a position.
	 */
	@FunctionalInterface
	interface Reading {

		double of(MqttServerStatistics statistics, int position);

	}

	/**
	 * The closed sets of tag values.
	 */
	static final class Values {

		/** One a packet type on the wire, from 1 to 15. */
		static final List<String> PACKET_TYPES = List.of("connect", "connack", "publish", "puback", "pubrec", "pubrel",
				"pubcomp", "subscribe", "suback", "unsubscribe", "unsuback", "pingreq", "pingresp", "disconnect",
				"auth");

		/** One a quality of service. */
		static final List<String> QOS = List.of("0", "1", "2");

		static final List<String> ACKNOWLEDGED_QOS = QOS.subList(1, 3);

		/** One a protocol version, in the order of the enum. */
		static final List<String> VERSIONS = List.of("3.1", "3.1.1", "5.0");

		static final List<String> DROP_CAUSES = Stream.of(MqttDropCause.values()).map(MqttDropCause::tag).toList();

		/** One an action, without the one that stands for both. */
		static final List<String> ACTIONS = Stream.of(MqttRule.Action.PUBLISH, MqttRule.Action.SUBSCRIBE)
			.map((action) -> action.name().toLowerCase(Locale.ROOT))
			.toList();

		static final List<String> OVERLOAD_STATES = Stream.of(MqttOverloadState.values())
			.map(MqttOverloadState::tag)
			.toList();

		static final List<String> REFUSAL_REASONS = Stream.of(MqttReasonCode.values())
			.filter(MqttReasonCode::isError)
			.map(Values::reason)
			.toList();

		/** Nobody gave a reason. */
		static final String CONNECTION_LOST = "connection-lost";

		static final List<String> DISCONNECT_REASONS = Stream
			.of(Stream.of(MqttReasonCode.SUCCESS, MqttReasonCode.DISCONNECT_WITH_WILL_MESSAGE).map(Values::reason),
					Stream.of(CONNECTION_LOST), REFUSAL_REASONS.stream())
			.flatMap((reasons) -> reasons)
			.toList();

		private Values() {
		}

		static String reason(MqttReasonCode code) {
			// 0x00 says "normal disconnection" where a client goes
			return (code == MqttReasonCode.SUCCESS) ? "normal" : code.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
