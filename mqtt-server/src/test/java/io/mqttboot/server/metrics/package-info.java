@NullMarked
package io.mqttboot.server.metrics;

import org.jspecify.annotations.NullMarked;
