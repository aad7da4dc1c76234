/**
 * Client libraries, each driven by the same loop in a process of its own. Start reading
 * at {@link io.mqttboot.benchmarks.client.ClientTraffic}.
 */
@NullMarked
package io.mqttboot.benchmarks.client;

import org.jspecify.annotations.NullMarked;
