package io.mqttboot.spring.listener;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttQos;
import io.mqttboot.spring.observation.MqttProcessContext;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * What a factory decides for a container.
 *
 * @param qos the highest quality of service
 * @param ackMode when messages are acknowledged
 * @param ordering which messages come one after the other
 * @param concurrency how many messages are handled at once
 * @param executor who runs handlers
 * @param here whether handlers may run on the thread that brings the message
 * @param ownExecutor what ends with the container, {@code null} for none
 * @param timer runs retries
 * @param retryPolicy which failures are tried again, and when
 * @param recoverer takes what failed the last time
 * @param refuseFailed whether what failed is refused instead of acknowledged
 * @param logContext whether log lines of the listener say what they are about
 * @param replies sends answers
 * @param observations who observes
 * @param convention how observations are named, {@code null} for the usual one
 * @param events takes events
 * @param gracePeriod how long handlers may take when the container has to end
 */
record ContainerSettings(MqttQos qos, MqttAckMode ackMode, MqttOrdering ordering, int concurrency, Executor executor,
		boolean here, @Nullable ExecutorService ownExecutor, WorkQueue.Timer timer, RetryPolicy retryPolicy,
		MqttMessageRecoverer recoverer, boolean refuseFailed, boolean logContext, Replies replies,
		ObservationRegistry observations, @Nullable ObservationConvention<MqttProcessContext> convention,
		Consumer<Object> events, Duration gracePeriod) {

}
