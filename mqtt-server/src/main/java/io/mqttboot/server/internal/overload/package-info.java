/**
 * How hard the machine works: how late the event loops are, and how full the memory is.
 */
@NullMarked
package io.mqttboot.server.internal.overload;

import org.jspecify.annotations.NullMarked;
