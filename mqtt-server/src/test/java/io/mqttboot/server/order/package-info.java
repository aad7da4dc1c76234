/**
 * The order of messages, under load and under changing hands.
 */
@NullMarked
package io.mqttboot.server.order;

import org.jspecify.annotations.NullMarked;
