/**
 * What goes beyond the standard, each with its switch.
 */
@NullMarked
package io.mqttboot.server.extension;

import org.jspecify.annotations.NullMarked;
