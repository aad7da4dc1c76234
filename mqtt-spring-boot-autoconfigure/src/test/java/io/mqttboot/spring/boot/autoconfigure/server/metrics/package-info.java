@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server.metrics;

import org.jspecify.annotations.NullMarked;
