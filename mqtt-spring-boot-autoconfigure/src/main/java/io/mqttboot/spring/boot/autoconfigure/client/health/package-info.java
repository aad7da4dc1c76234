/**
 * Auto-configuration of the clients' health.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.health;

import org.jspecify.annotations.NullMarked;
