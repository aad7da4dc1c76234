/**
 * A short look, for every build, at whether something has become much slower: ratios and
 * bytes, set against those that are stored. Start reading at
 * {@link io.mqttboot.benchmarks.smoke.Smoke}.
 */
@NullMarked
package io.mqttboot.benchmarks.smoke;

import org.jspecify.annotations.NullMarked;
