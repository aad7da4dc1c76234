/**
 * A client made by hand, byte by byte, that shares no code with what it tests. Start
 * reading at {@link io.mqttboot.testkit.wire.WirePeer}; packets are built by
 * {@link io.mqttboot.testkit.wire.Packets}.
 */
@NullMarked
package io.mqttboot.testkit.wire;

import org.jspecify.annotations.NullMarked;
