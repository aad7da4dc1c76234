@NullMarked
package io.mqttboot.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
