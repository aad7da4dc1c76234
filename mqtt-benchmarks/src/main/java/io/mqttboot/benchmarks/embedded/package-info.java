/**
 * The whole server without sockets, for what is counted rather than timed.
 */
@NullMarked
package io.mqttboot.benchmarks.embedded;

import org.jspecify.annotations.NullMarked;
