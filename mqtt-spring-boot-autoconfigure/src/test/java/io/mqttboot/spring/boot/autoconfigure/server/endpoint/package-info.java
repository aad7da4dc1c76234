/**
 * The Actuator endpoint of the server.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server.endpoint;

import org.jspecify.annotations.NullMarked;
