/**
 * Connection details of brokers that Spring Boot's Docker Compose support has started.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.compose;

import org.jspecify.annotations.NullMarked;
