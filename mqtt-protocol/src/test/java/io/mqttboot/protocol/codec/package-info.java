/**
 * Proves the codec: by the table of packets, at every cut, against Netty's codec, and
 * with bytes that nobody meant.
 */
@NullMarked
package io.mqttboot.protocol.codec;

import org.jspecify.annotations.NullMarked;
