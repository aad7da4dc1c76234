/**
 * The server's figures as Micrometer meters; the only package that needs Micrometer.
 * {@link io.mqttboot.server.metrics.ServerMeter} holds every name,
 * {@link io.mqttboot.server.metrics.MicrometerServerObserver} counts and
 * {@link io.mqttboot.server.metrics.MicrometerServerStatistics} reads.
 */
@NullMarked
package io.mqttboot.server.metrics;

import org.jspecify.annotations.NullMarked;
