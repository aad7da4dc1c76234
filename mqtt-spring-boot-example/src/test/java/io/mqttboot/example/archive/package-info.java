@NullMarked
package io.mqttboot.example.archive;

import org.jspecify.annotations.NullMarked;
