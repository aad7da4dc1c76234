/**
 * The floor: bytes from one client to the others, with nothing of a broker around them.
 */
@NullMarked
package io.mqttboot.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
