/**
 * What a connection costs while nothing happens on it.
 */
@NullMarked
package io.mqttboot.server.footprint;

import org.jspecify.annotations.NullMarked;
