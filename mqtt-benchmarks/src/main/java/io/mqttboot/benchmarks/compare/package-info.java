/**
 * Whole brokers side by side: each in a process of its own, in turn, under the same load.
 * Start reading at {@link io.mqttboot.benchmarks.compare.Comparison}.
 */
@NullMarked
package io.mqttboot.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
