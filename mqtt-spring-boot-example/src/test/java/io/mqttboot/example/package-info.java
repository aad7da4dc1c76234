@NullMarked
package io.mqttboot.example;

import org.jspecify.annotations.NullMarked;
