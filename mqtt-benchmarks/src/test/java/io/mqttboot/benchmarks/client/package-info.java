@NullMarked
package io.mqttboot.benchmarks.client;

import org.jspecify.annotations.NullMarked;
