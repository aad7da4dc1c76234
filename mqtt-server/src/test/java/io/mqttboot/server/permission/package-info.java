/**
 * What clients may do, at each place where they do it.
 */
@NullMarked
package io.mqttboot.server.permission;

import org.jspecify.annotations.NullMarked;
