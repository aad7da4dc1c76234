package io.mqttboot.client.metrics;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Tags;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttClientDropCause;
import io.mqttboot.client.spi.MqttClientStatistics;
import io.mqttboot.client.spi.MqttPublishResult;
import org.jspecify.annotations.Nullable;

/**
 * Every meter of a client: its name, its kind, and the closed sets of values of its tags
 * beside {@code client}, which is the name that the application gave the client.
 */
public enum ClientMeter {

	// what there is now

	/** Whether the client is connected. */
	CONNECTED("mqtt.client.connected", "1 while the server has let the client in, otherwise 0",
			(statistics) -> statistics.connected() ? 1 : 0),

	/** Messages sent and not acknowledged. */
	INFLIGHT("mqtt.client.inflight", "QoS 1 and 2 messages sent and not acknowledged", MqttClientStatistics::inFlight),

	/** Messages published and not delivered. */
	OUTBOX("mqtt.client.outbox", "Messages published and not delivered, those in flight among them",
			MqttClientStatistics::outboxMessages),

	/** Bytes of the messages published and not delivered. */
	OUTBOX_BYTES("mqtt.client.outbox.bytes", "Bytes of the messages published and not delivered",
			MqttClientStatistics::outboxBytes),

	/** Messages whose handlers are not done. */
	HANDLER_QUEUE("mqtt.client.handler.queue", "Messages that arrived and whose handlers are not done",
			MqttClientStatistics::handlerMessages),

	// what happened

	/** Connections. */
	CONNECTS("mqtt.client.connects", Kind.COUNTER, "Times that a server has let the client in"),

	/** Connections after the first. */
	RECONNECTS("mqtt.client.reconnects", Kind.COUNTER, "Times that a server has let the client in again"),

	/** Attempts that failed. */
	ATTEMPTS_FAILED("mqtt.client.attempts.failed", Kind.COUNTER, "Attempts to connect that failed",
			new Tag("reason", Values.REASONS)),

	/** Connections that ended. */
	DISCONNECTS("mqtt.client.disconnects", Kind.COUNTER, "Connections that ended",
			new Tag("reason", Values.DISCONNECT_REASONS)),

	/** Packets received. */
	PACKETS_IN("mqtt.client.packets.in", Kind.COUNTER, "Control packets received",
			new Tag("type", Values.PACKET_TYPES)),

	/** Packets sent. */
	PACKETS_OUT("mqtt.client.packets.out", Kind.COUNTER, "Control packets sent", new Tag("type", Values.PACKET_TYPES)),

	/** Bytes received. */
	BYTES_IN("mqtt.client.bytes.in", Kind.COUNTER, "Bytes of the control packets received",
			new Tag("type", Values.PACKET_TYPES)),

	/** Bytes sent. */
	BYTES_OUT("mqtt.client.bytes.out", Kind.COUNTER, "Bytes of the control packets sent",
			new Tag("type", Values.PACKET_TYPES)),

	/** From publishing a message to its result. */
	PUBLISH("mqtt.client.publish", Kind.TIMER, "From publishing a message to its result", new Tag("qos", Values.QOS),
			new Tag("outcome", Values.PUBLISH_OUTCOMES)),

	/** Published messages that will not be delivered. */
	FAILURES("mqtt.client.publish.failures", Kind.COUNTER, "Published messages that will not be delivered",
			new Tag("reason", Values.REASONS)),

	/** How long handlers take. */
	HANDLER("mqtt.client.handler", Kind.TIMER, "How long handlers of messages take",
			new Tag("outcome", Values.HANDLER_OUTCOMES)),

	/** Messages that no handler was called with. */
	DROPPED("mqtt.client.dropped", Kind.COUNTER, "Messages that arrived and no handler was called with",
			new Tag("cause", Values.DROP_CAUSES));

	/** What a meter does. */
	public enum Kind {

		/** Goes up and down. */
		GAUGE,

		/** Only grows. */
		COUNTER,

		/** Counts and sums durations. */
		TIMER

	}

	/**
	 * A tag and every value that it may have.
	 *
	 * @param key its key
	 * @param values its values
	 */
	public record Tag(String key, List<String> values) {

		public Tag {
			values = List.copyOf(values);
		}

	}

	private final String meterName;

	private final Kind kind;

	private final String description;

	private final List<Tag> tags;

	private final @Nullable ToDoubleFunction<MqttClientStatistics> reading;

	ClientMeter(String meterName, String description, ToDoubleFunction<MqttClientStatistics> reading) {
		this.meterName = meterName;
		this.kind = Kind.GAUGE;
		this.description = description;
		this.tags = List.of();
		this.reading = reading;
	}

	ClientMeter(String meterName, Kind kind, String description, Tag... tags) {
		this.meterName = meterName;
		this.kind = kind;
		this.description = description;
		this.tags = List.of(tags);
		this.reading = null;
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
	 * Returns the tags beside {@code client}.
	 * @return the tags, none, one or two
	 */
	public List<Tag> tags() {
		return this.tags;
	}

	/**
	 * Returns the tags of one of the meter's series.
	 * @param client the name of the client
	 * @param values one value for each tag
	 */
	Tags tags(String client, String... values) {
		Tags all = Tags.of("client", client);
		for (int i = 0; i < values.length; i++) {
			all = all.and(this.tags.get(i).key(), values[i]);
		}
		return all;
	}

	/**
	 * Returns how a gauge reads the statistics.
	 * @return the reading, {@code null} if the observer counts
	 */
	@Nullable ToDoubleFunction<MqttClientStatistics> reading() {
		return this.reading;
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

		static final String FAILED = "failed";

		static final List<String> PUBLISH_OUTCOMES = Stream
			.concat(Stream.of(MqttPublishResult.State.values()).map(Values::word), Stream.of(FAILED))
			.toList();

		static final List<String> HANDLER_OUTCOMES = List.of("handled", FAILED);

		static final List<String> DROP_CAUSES = Stream.of(MqttClientDropCause.values())
			.map(MqttClientDropCause::tag)
			.toList();

		static final List<String> REASONS = Stream.of(MqttReasonCode.values())
			.filter(MqttReasonCode::isError)
			.map(Values::word)
			.toList();

		/** The application wanted it, or the server gave no reason. */
		static final String NORMAL = "normal";

		static final List<String> DISCONNECT_REASONS = Stream.concat(Stream.of(NORMAL), REASONS.stream()).toList();

		private Values() {
		}

		static String word(Enum<?> value) {
			return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
