@NullMarked
package io.mqttboot.client.metrics;

import org.jspecify.annotations.NullMarked;
