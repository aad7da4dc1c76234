/**
 * Who may come in, and how fast: rates, addresses, bans.
 */
@NullMarked
package io.mqttboot.server.internal.admission;

import org.jspecify.annotations.NullMarked;
