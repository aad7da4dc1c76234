/**
 * Auto-configuration of the clients' meters.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.metrics;

import org.jspecify.annotations.NullMarked;
