/**
 * What a client may do: rules made ready for checks, and who has which. Nothing here
 * knows a session or a connection.
 */
@NullMarked
package io.mqttboot.server.internal.permission;

import org.jspecify.annotations.NullMarked;
