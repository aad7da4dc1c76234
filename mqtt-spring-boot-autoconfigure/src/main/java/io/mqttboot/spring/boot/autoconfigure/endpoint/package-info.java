/**
 * Auto-configuration of what Spring Boot's endpoints show of {@code mqtt.*}.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
