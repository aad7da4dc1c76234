/**
 * What a client remembers and owes: messages to send, messages that arrived,
 * subscriptions, and when to connect again. Knows no channel.
 */
@NullMarked
package io.mqttboot.client.internal.session;

import org.jspecify.annotations.NullMarked;
