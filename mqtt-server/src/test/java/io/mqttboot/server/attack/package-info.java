/**
 * Clients and plug-ins that break, hang or lie, and what it costs the others.
 */
@NullMarked
package io.mqttboot.server.attack;

import org.jspecify.annotations.NullMarked;
