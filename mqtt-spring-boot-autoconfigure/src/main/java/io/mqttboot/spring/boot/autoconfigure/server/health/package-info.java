/**
 * Auto-configuration of the server's health.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server.health;

import org.jspecify.annotations.NullMarked;
