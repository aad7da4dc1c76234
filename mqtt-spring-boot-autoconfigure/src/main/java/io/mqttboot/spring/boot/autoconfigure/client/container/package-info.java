/**
 * Connection details of brokers that a test runs with Testcontainers.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.container;

import org.jspecify.annotations.NullMarked;
