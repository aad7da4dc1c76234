@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.compose;

import org.jspecify.annotations.NullMarked;
