@NullMarked
package io.mqttboot.benchmarks.load;

import org.jspecify.annotations.NullMarked;
