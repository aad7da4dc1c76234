/**
 * Who watches what happens in a server, and tells the application or an operator: events,
 * traces, and who is slow.
 */
@NullMarked
package io.mqttboot.server.internal.watch;

import org.jspecify.annotations.NullMarked;
