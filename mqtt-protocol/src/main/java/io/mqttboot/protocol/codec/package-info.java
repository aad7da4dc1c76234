/**
 * Packets to bytes and back, for both roles. {@code FrameDecoder} cuts and checks frames,
 * {@code PropertyRules} is the one table of MQTT 5 properties, {@code PublishFrame}
 * encodes a publication once for many receivers; the control packets are Netty's. Called
 * on the event loop of a channel. Shared between this project's modules, not API.
 */
@NullMarked
package io.mqttboot.protocol.codec;

import org.jspecify.annotations.NullMarked;
