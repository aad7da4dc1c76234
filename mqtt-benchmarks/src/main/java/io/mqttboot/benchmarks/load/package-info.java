/**
 * The load generator: clients that publish and receive on one thread, and check that
 * every message arrives once and in order. Start reading at
 * {@link io.mqttboot.benchmarks.load.Scenario} and
 * {@link io.mqttboot.benchmarks.load.Traffic}.
 */
@NullMarked
package io.mqttboot.benchmarks.load;

import org.jspecify.annotations.NullMarked;
