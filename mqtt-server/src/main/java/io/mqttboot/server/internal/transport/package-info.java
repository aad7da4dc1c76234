/**
 * Ports, event loops and pipelines: what stands between the operating system and a
 * connection. Start reading at {@code Listeners}.
 */
@NullMarked
package io.mqttboot.server.internal.transport;

import org.jspecify.annotations.NullMarked;
