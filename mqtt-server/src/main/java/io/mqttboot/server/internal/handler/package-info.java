/**
 * Where the application's own code runs: authentication and listeners, each on an
 * executor, never on an event loop, and each bounded. Start reading at {@code Handlers}.
 */
@NullMarked
package io.mqttboot.server.internal.handler;

import org.jspecify.annotations.NullMarked;
