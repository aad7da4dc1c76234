@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client;

import org.jspecify.annotations.NullMarked;
