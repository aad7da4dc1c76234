/**
 * A client's figures as Micrometer meters; the only package that needs Micrometer.
 * {@link io.mqttboot.client.metrics.ClientMeter} holds every name and
 * {@link io.mqttboot.client.metrics.MicrometerClientObserver} counts and reads.
 */
@NullMarked
package io.mqttboot.client.metrics;

import org.jspecify.annotations.NullMarked;
