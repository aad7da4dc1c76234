/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677): its arithmetic and its four messages, for whoever
 * proves a password and whoever checks the proof. Without channel binding. Knows no
 * socket, no role and no clock. Shared between this project's modules, not API.
 */
@NullMarked
package io.mqttboot.protocol.scram;

import org.jspecify.annotations.NullMarked;
