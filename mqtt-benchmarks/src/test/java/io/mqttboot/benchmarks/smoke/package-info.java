@NullMarked
package io.mqttboot.benchmarks.smoke;

import org.jspecify.annotations.NullMarked;
