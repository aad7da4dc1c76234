/**
 * Micro-benchmarks of the places that every message passes.
 */
@NullMarked
package io.mqttboot.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
