/**
 * The actuator endpoint of clients and listeners, and its auto-configuration.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.endpoint;

import org.jspecify.annotations.NullMarked;
