@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.container;

import org.jspecify.annotations.NullMarked;
