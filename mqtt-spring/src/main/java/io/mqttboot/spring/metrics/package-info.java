/**
 * Meters of listeners, for Micrometer.
 */
@NullMarked
package io.mqttboot.spring.metrics;

import org.jspecify.annotations.NullMarked;
