package io.mqttboot.server.internal.session;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Budget;
import io.mqttboot.server.internal.broker.Origin;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;

/**
 * Messages of {@code $delayed/{seconds}/{topic}}, which are published later; bounded in
 * number and bytes. Each waits on the loop that took it.
 */
public final class DelayedMessages {

	/** What topics of delayed messages begin with. */
	public static final String PREFIX = "$delayed/";

	private static final int SECONDS_MAX = 4_294_967;

	private final Broker broker;

	private final int max;

	private final Pressure waiting;

	public DelayedMessages(Broker broker, MqttLimits limits) {
		this.broker = broker;
		this.max = limits.delayedMax();
		this.waiting = new Pressure(Math.max(1, limits.delayedMax()), Math.max(1, limits.delayedBytesMax()));
	}

	/**
	 * Takes the delay from a topic.
	 * @param topic a topic that begins with {@link #PREFIX}
	 * @return the seconds, or -1 if the topic says none, too many, or nothing behind them
	 */
	public static int seconds(String topic) {
		int end = topic.indexOf('/', PREFIX.length());
		if (end < 0 || end == topic.length() - 1 || end - PREFIX.length() > 7 || end == PREFIX.length()) {
			return -1;
		}
		int seconds = 0;
		for (int i = PREFIX.length(); i < end; i++) {
			int digit = topic.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			seconds = seconds * 10 + digit;
		}
		return (seconds >= 1 && seconds <= SECONDS_MAX) ? seconds : -1;
	}

	/** Returns the topic behind the delay. */
	public static String topic(String topic) {
		return topic.substring(topic.indexOf('/', PREFIX.length()) + 1);
	}

	/**
	 * Keeps a message until its time; on the given loop.
	 * @param message the message with the topic it is published on
	 * @param origin who it comes from; asked again what it may when it is time
	 * @return whether there was room
	 */
	public boolean add(SessionLoop loop, MqttMessage message, Origin origin, int seconds) {
		Budget payer = origin.budget();
		int bytes = Publication.cost(message);
		if (this.max == 0 || !this.waiting.hasRoom(bytes)) {
			return false;
		}
		message.keep();
		this.waiting.add(bytes);
		if (payer != null) {
			payer.hold();
		}
		loop.deadlines().set(new Deadlines.Deadline() {

			@Override
			protected void due() {
				DelayedMessages.this.waiting.remove(bytes);
				DelayedMessages.this.broker.publishLeft(message, origin, loop.millis());
				if (payer != null) {
					payer.letGo();
				}
			}

		}, seconds);
		return true;
	}

	/** Returns how many messages wait. */
	public int size() {
		return this.waiting.messages();
	}

}
