package io.mqttboot.spring.listener;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.micrometer.observation.Observation;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.spring.observation.MqttObservation;
import io.mqttboot.spring.observation.MqttProcessContext;
import io.mqttboot.spring.observation.MqttProcessConvention;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.backoff.BackOffExecution;

/**
 * One message on its way through its listener: attempts, the answer, and if nothing helps
 * the recoverer. It ends with an acknowledgement, unless the listener keeps that to
 * itself. One thread at a time.
 */
final class Processing implements WorkQueue.Job {

	private static final Logger logger = LoggerFactory.getLogger(Processing.class);

	private static final MqttProcessConvention CONVENTION = new MqttProcessConvention();

	private final MqttListenerEndpoint endpoint;

	private final ContainerSettings settings;

	private final Tally tally;

	private final MqttReceived received;

	private final MqttProcessContext context;

	private final Observation observation;

	private @Nullable BackOffExecution backOff;

	private int attempts;

	Processing(MqttListenerEndpoint endpoint, ContainerSettings settings, Tally tally, MqttReceived received) {
		this.endpoint = endpoint;
		this.settings = settings;
		this.tally = tally;
		this.received = received;
		this.context = new MqttProcessContext(endpoint.onServer() ? "server" : endpoint.client(), endpoint.id(),
				received.template(), received.message());
		this.observation = MqttObservation.PROCESS.observation(settings.convention(), CONVENTION, () -> this.context,
				settings.observations());
	}

	@Override
	public void run(WorkQueue.Turn turn) {
		this.attempts++;
		if (this.attempts == 1) {
			this.observation.start();
			if (this.settings.ackMode() == MqttAckMode.RECEIVED) {
				this.received.acknowledgment().acknowledge();
			}
		}
		Object value;
		try (Observation.Scope scope = this.observation.openScope();
				LogContext context = LogContext.of(this.settings.logContext(), this.endpoint, this.received)) {
			value = this.endpoint.handler().handle(this.received);
		}
		catch (Throwable ex) { // an Error, too: the lane has to go on
			failed(ex, turn);
			return;
		}
		if (value instanceof CompletionStage<?> stage) {
			stage.whenComplete((later, failure) -> {
				if (failure != null) {
					failed(cause(failure), turn);
				}
				else {
					succeeded(later, turn);
				}
			});
		}
		else {
			succeeded(value, turn);
		}
	}

	private static Throwable cause(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	private void succeeded(@Nullable Object value, WorkQueue.Turn turn) {
		if (value == null) {
			finished(turn);
			return;
		}
		CompletionStage<?> sent;
		try (Observation.Scope scope = this.observation.openScope()) {
			sent = this.settings.replies().send(this.received, value);
		}
		catch (RuntimeException ex) {
			unanswered(ex);
			finished(turn);
			return;
		}
		sent.whenComplete((result, failure) -> {
			if (failure != null) {
				unanswered(cause(failure));
			}
			finished(turn);
		});
	}

	// the work is done and is not done again only because nobody hears of it
	private void unanswered(Throwable failure) {
		this.observation.error(failure);
		logger.warn("Listener '{}' handled a message on '{}', but its answer could not be sent", this.endpoint.id(),
				this.received.message().topic(), failure);
	}

	private void finished(WorkQueue.Turn turn) {
		this.tally.processed.increment();
		// nobody thinks of acknowledging QoS 0, but it counts as waiting until then
		if (this.settings.ackMode() == MqttAckMode.AUTO || this.received.message().qos() == MqttQos.AT_MOST_ONCE) {
			this.received.acknowledgment().acknowledge();
		}
		end(turn);
	}

	private void end(WorkQueue.Turn turn) {
		this.observation.stop();
		turn.done();
	}

	// ------ what went wrong

	private void failed(Throwable thrown, WorkQueue.Turn turn) {
		Throwable failure = thrown;
		MqttListenerErrorHandler errorHandler = this.endpoint.errorHandler();
		if (errorHandler != null && thrown instanceof Exception exception) {
			Object value;
			try {
				value = errorHandler.handleError(this.received, exception);
				succeeded(value, turn);
				return;
			}
			catch (Throwable ex) {
				failure = ex;
			}
		}
		long delay = delay(failure);
		if (delay == BackOffExecution.STOP) {
			recover(failure, turn);
			return;
		}
		this.tally.retried.increment();
		logger.debug("Listener '{}' failed with a message on '{}' in attempt {}; it is tried again in {} ms",
				this.endpoint.id(), this.received.message().topic(), this.attempts, delay, failure);
		turn.again(Duration.ofMillis(delay));
	}

	private long delay(Throwable failure) {
		if (isUnreadable(failure) || !this.settings.retryPolicy().shouldRetry(failure)) {
			return BackOffExecution.STOP;
		}
		BackOffExecution present = this.backOff;
		if (present == null) {
			present = this.settings.retryPolicy().getBackOff().start();
			this.backOff = present;
		}
		return present.nextBackOff();
	}

	private static boolean isUnreadable(Throwable failure) {
		return failure instanceof MqttUnreadableMessageException || failure instanceof MessageConversionException;
	}

	private void recover(Throwable failure, WorkQueue.Turn turn) {
		this.observation.error(failure);
		CompletionStage<?> recovered;
		try (Observation.Scope scope = this.observation.openScope()) {
			recovered = this.settings.recoverer()
				.recover(new MqttFailedMessage(this.endpoint.id(), this.endpoint.client(), this.received.message(),
						failure, this.attempts));
		}
		catch (RuntimeException ex) {
			givenUp(failure, ex);
			release(failure);
			end(turn);
			return;
		}
		recovered.whenComplete((result, problem) -> {
			if (problem != null) {
				givenUp(failure, cause(problem));
			}
			else {
				this.tally.recovered.increment();
				this.context.outcome("recovered");
			}
			release(failure);
			end(turn);
		});
	}

	private void givenUp(Throwable failure, Throwable problem) {
		this.tally.lost.increment();
		this.context.outcome("failed");
		problem.addSuppressed(failure);
		logger.error("Listener '{}' could not handle a message on '{}', nor could its recoverer: it is given up",
				this.endpoint.id(), this.received.message().topic(), problem);
	}

	private void release(Throwable failure) {
		if (this.settings.refuseFailed()) {
			this.received.acknowledgment()
				.refuse(isUnreadable(failure) ? MqttReasonCode.PAYLOAD_FORMAT_INVALID
						: MqttReasonCode.UNSPECIFIED_ERROR);
		}
		else {
			this.received.acknowledgment().acknowledge();
		}
	}

}
