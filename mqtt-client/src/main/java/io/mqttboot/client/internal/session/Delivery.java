package io.mqttboot.client.internal.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttPublishResult;
import org.jspecify.annotations.Nullable;

/**
 * A message that the application published, until it is delivered.
 */
final class Delivery {

	// what a message costs beside its topic and its payload
	static final int OVERHEAD_BYTES = 96;

	final MqttQos qos;

	final int bytes;

	final CompletableFuture<MqttPublishResult> result;

	// completed when the message is in a journal, if somebody wants to know
	final @Nullable CompletableFuture<MqttPublishResult> stored;

	// null while it is only in a journal
	@Nullable MqttMessage message;

	// in the journal, 0 for none
	long number;

	// whether it may be sent: the journal knows under which identifier
	boolean ready;

	// whether it was ever sent under its present identifier
	boolean sent;

	// whether it left the queue without being sent
	boolean dropped;

	// of this connection
	long sentMillis;

	int repeats;

	Delivery(MqttMessage message, CompletableFuture<MqttPublishResult> result,
			@Nullable CompletableFuture<MqttPublishResult> stored) {
		this.message = message;
		this.qos = message.qos();
		this.result = result;
		this.stored = stored;
		this.bytes = OVERHEAD_BYTES + message.topic().length() + message.payloadBytes();
	}

	/** What an earlier life has left; nobody waits for it any more. */
	Delivery(Journal.Kept kept) {
		this.message = kept.message();
		this.qos = kept.qos();
		this.result = new CompletableFuture<>();
		this.stored = null;
		this.bytes = OVERHEAD_BYTES + kept.bytes();
		this.number = kept.number();
		this.ready = kept.packetId() != 0;
		this.sent = this.ready;
	}

	/** Returns what the application waits for. */
	List<CompletableFuture<?>> futures() {
		return (this.stored != null) ? List.of(this.stored, this.result) : List.of(this.result);
	}

	/** Returns the message, which is there once it is next in the queue. */
	MqttMessage message() {
		MqttMessage present = this.message;
		if (present == null) {
			throw new IllegalStateException("a message that is not loaded is a bug");
		}
		return present;
	}

}
