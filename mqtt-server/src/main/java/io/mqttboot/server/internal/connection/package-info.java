/**
 * One client's connection: from its first byte to CONNACK it is a {@code Handshake}, then
 * a {@code ConnectedClient}; {@code ChannelLink} is the Netty end of both. Everything
 * runs on the event loop of the channel. Start reading at {@code ChannelLink}.
 */
@NullMarked
package io.mqttboot.server.internal.connection;

import org.jspecify.annotations.NullMarked;
