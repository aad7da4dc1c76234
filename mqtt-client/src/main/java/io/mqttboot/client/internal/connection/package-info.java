/**
 * Channels to servers: TCP, TLS and WebSocket, CONNECT and CONNACK, packets.
 */
@NullMarked
package io.mqttboot.client.internal.connection;

import org.jspecify.annotations.NullMarked;
