@NullMarked
package io.mqttboot.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
