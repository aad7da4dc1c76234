/**
 * Scenarios about what a broker keeps: subscriptions, connections, retained messages and
 * messages for those who are away.
 */
@NullMarked
package io.mqttboot.benchmarks.state;

import org.jspecify.annotations.NullMarked;
