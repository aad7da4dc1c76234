/**
 * Delivery state machines that know no role, no socket and no clock: packet ids, what is
 * in flight in either direction, topic aliases. Confined to one thread by their owner.
 * Shared between this project's modules, not API.
 */
@NullMarked
package io.mqttboot.protocol.flow;

import org.jspecify.annotations.NullMarked;
