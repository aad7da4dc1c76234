package io.mqttboot.client.internal.session;

import java.util.List;
import java.util.concurrent.Executor;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttClientException;
import org.jspecify.annotations.Nullable;

/**
 * Where an outbox writes what has to outlive the process. It is told things one after the
 * other, and each has a mark, a number that grows; they are written in that order, behind
 * the loop's back. On the loop.
 */
public interface Journal {

	/**
	 * Begins to write.
	 * @param loop runs calls of the listener
	 * @param listener is told what is written
	 * @return what earlier lives have left, oldest first
	 */
	List<Kept> begin(Executor loop, Listener listener);

	/** A message is to be kept; its number is higher than that of all before it. */
	long store(long number, MqttMessage message);

	/** It is about to be sent under a packet identifier. */
	long sent(long number, int packetId);

	/** The server has received it (QoS 2): only its identifier is kept. */
	long received(long number, int packetId);

	/** It is done with. */
	long done(long number);

	/** Reads messages back; the listener is given them. */
	void load(List<Long> numbers);

	/** Lets everything be written that was told. */
	void flush();

	/** Lets that be written which could not be written before. */
	void retry();

	/**
	 * Writes what was handed over, and writes and reads nothing more. From any thread.
	 */
	void close();

	/**
	 * Is told how it goes, on the loop.
	 */
	interface Listener {

		/** Everything up to this mark is written, as far as it did not fail. */
		void written(long mark);

		/** A message could not be written: it is not kept. */
		void failed(long number, MqttClientException cause);

		/** Messages were read, {@code null} for one that cannot be. */
		void loaded(List<@Nullable MqttMessage> messages);

	}

	/**
	 * What an earlier life has left of a message.
	 *
	 * @param number its number
	 * @param qos its quality of service
	 * @param bytes about how many it has
	 * @param packetId the identifier under which it was sent, 0 if it was not
	 * @param received whether the server has received it (QoS 2)
	 * @param message the message, if it was sent and not received
	 */
	record Kept(long number, MqttQos qos, int bytes, int packetId, boolean received, @Nullable MqttMessage message) {
	}

}
