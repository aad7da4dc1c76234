/**
 * What a client id owns, as an actor: a mailbox and one event loop at a time. A session
 * is touched only on its own loop; other threads reach it by {@code Session.offer} and
 * {@code Session.run}. No lock, no thread and no clock of its own. Start reading at
 * {@code Session}, then {@code SessionLoop}.
 */
@NullMarked
package io.mqttboot.server.internal.session;

import org.jspecify.annotations.NullMarked;
