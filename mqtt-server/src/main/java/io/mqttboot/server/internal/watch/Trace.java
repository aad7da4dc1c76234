package io.mqttboot.server.internal.watch;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.internal.broker.Follower;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttTrace;
import io.mqttboot.server.spi.MqttTraceStep;
import io.mqttboot.server.spi.MqttTraceStep.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the messages of one client or of some topics and hands their steps to whoever
 * asked, on an executor, in their order. All that ever waits is within its bounds.
 */
final class Trace implements Follower, MqttTrace, Runnable {

	private static final Logger logger = LoggerFactory.getLogger(Trace.class);

	// what a step costs beside its topic and payload, about
	private static final int OVERHEAD = 128;

	private final MqttTraceOptions options;

	private final Consumer<MqttTraceStep> receiver;

	private final Executor executor;

	private final LongSupplier millis;

	private final Consumer<Trace> over;

	private final long endsAt;

	private final MessageNumbers numbers = new MessageNumbers();

	private final AtomicInteger steps = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Queue<MqttTraceStep> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger work = new AtomicInteger();

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	/**
	 * Prepares.
	 * @param millis the time, from any thread
	 * @param over is told when no more steps are wanted
	 */
	Trace(MqttTraceOptions options, Consumer<MqttTraceStep> receiver, Executor executor, LongSupplier millis,
			Consumer<Trace> over) {
		this.options = options;
		this.receiver = receiver;
		this.executor = executor;
		this.millis = millis;
		this.over = over;
		this.endsAt = millis.getAsLong() + options.duration().toMillis();
	}

	// ------ steps, on event loops

	@Override
	public void received(Publication publication) {
		MqttMessage message = publication.message();
		if (wants(message, publication.publisher(), null)) {
			add(message, Kind.RECEIVED, message.qos(), publication.publisher(), null, -1, null);
		}
	}

	@Override
	public void offered(Publication publication, int receivers) {
		MqttMessage message = publication.message();
		if (wants(message, publication.publisher(), null)) {
			add(message, Kind.OFFERED, message.qos(), publication.publisher(), null, receivers, null);
		}
	}

	@Override
	public void queued(Publication publication, String to) {
		MqttMessage message = publication.message();
		if (wants(message, publication.publisher(), to)) {
			add(message, Kind.QUEUED, message.qos(), publication.publisher(), to, -1, null);
		}
	}

	@Override
	public void sent(Publication publication, String to, MqttQos qos) {
		MqttMessage message = publication.message();
		if (wants(message, publication.publisher(), to)) {
			add(message, Kind.SENT, qos, publication.publisher(), to, -1, null);
		}
	}

	@Override
	public void delivered(Publication publication, String to, MqttQos qos, long tookMillis) {
		MqttMessage message = publication.message();
		if (qos != MqttQos.AT_MOST_ONCE && wants(message, publication.publisher(), to)) {
			add(message, Kind.ACKNOWLEDGED, qos, publication.publisher(), to, -1, null);
		}
	}

	@Override
	public void dropped(MqttMessage message, @Nullable String publisher, @Nullable String to, MqttDropCause cause) {
		if (wants(message, publisher, to)) {
			add(message, Kind.DROPPED, message.qos(), publisher, to, -1, cause);
		}
	}

	private boolean wants(MqttMessage message, @Nullable String publisher, @Nullable String to) {
		String clientId = this.options.clientId();
		if (clientId != null && !clientId.equals(publisher) && !clientId.equals(to)) {
			return false;
		}
		String filter = this.options.topicFilter();
		return filter == null || MqttTopicFilter.matches(filter, message.topic());
	}

	private void add(MqttMessage message, Kind kind, MqttQos qos, @Nullable String publisher, @Nullable String to,
			int receivers, @Nullable MqttDropCause cause) {
		if (this.ended.get()) {
			return;
		}
		long now = this.millis.getAsLong();
		boolean withPayload = this.options.payloads() && kind == Kind.RECEIVED;
		long cost = OVERHEAD + message.topic().length() + (withPayload ? message.payloadBytes() : 0);
		if (now >= this.endsAt || this.steps.incrementAndGet() > this.options.stepsMax()
				|| this.bytes.addAndGet(cost) > this.options.bytesMax()) {
			close();
			return;
		}
		this.waiting.add(new MqttTraceStep(this.numbers.of(message), Instant.ofEpochMilli(now), kind, message.topic(),
				qos, message.retain(), message.payloadBytes(), publisher, to, receivers, cause,
				withPayload ? copy(message.payload()) : null));
		work();
	}

	// it may be lent
	private static ByteBuffer copy(ByteBuffer payload) {
		return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip().asReadOnlyBuffer();
	}

	// ------ the end

	@Override
	public boolean isRunning() {
		return !this.ended.get();
	}

	@Override
	public CompletionStage<Void> ended() {
		return this.done.minimalCompletionStage();
	}

	@Override
	public void close() {
		if (this.ended.compareAndSet(false, true)) {
			this.over.accept(this);
			work();
		}
	}

	// ------ the receiver

	private void work() {
		if (this.work.getAndIncrement() > 0) {
			return;
		}
		try {
			this.executor.execute(this);
		}
		catch (RejectedExecutionException ex) {
			failed(ex);
		}
	}

	@Override
	public void run() {
		int seen = 1;
		while (seen > 0) {
			boolean last = this.ended.get();
			MqttTraceStep step = this.waiting.poll();
			while (step != null && !this.done.isDone()) {
				tell(step);
				step = this.waiting.poll();
			}
			if (last) {
				this.done.complete(null);
			}
			seen = this.work.addAndGet(-seen);
		}
	}

	private void tell(MqttTraceStep step) {
		try {
			this.receiver.accept(step);
		}
		catch (RuntimeException | LinkageError | AssertionError ex) {
			logger.warn("MQTT-3006 Who follows a trace failed with {}; the trace has ended", ex.getClass().getName());
			failed(ex);
		}
	}

	private void failed(Throwable why) {
		this.done.completeExceptionally(why);
		this.waiting.clear();
		close();
	}

}
