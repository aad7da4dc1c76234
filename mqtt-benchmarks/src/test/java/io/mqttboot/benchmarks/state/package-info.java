@NullMarked
package io.mqttboot.benchmarks.state;

import org.jspecify.annotations.NullMarked;
