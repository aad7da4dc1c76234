/**
 * How this project proves itself: a table of packets, a hand-driven loop, a peer on the
 * wire, clause coverage. Knows nothing of the other modules, so that all of them can use
 * it.
 */
@NullMarked
package io.mqttboot.testkit;

import org.jspecify.annotations.NullMarked;
