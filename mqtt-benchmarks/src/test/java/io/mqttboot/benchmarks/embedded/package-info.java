@NullMarked
package io.mqttboot.benchmarks.embedded;

import org.jspecify.annotations.NullMarked;
