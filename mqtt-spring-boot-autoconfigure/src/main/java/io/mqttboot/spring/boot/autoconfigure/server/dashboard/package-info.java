/**
 * The dashboard in a Spring Boot application: where its files are, and who serves them.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import org.jspecify.annotations.NullMarked;
