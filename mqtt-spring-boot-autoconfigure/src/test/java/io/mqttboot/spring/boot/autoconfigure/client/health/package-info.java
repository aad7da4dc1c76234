@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.health;

import org.jspecify.annotations.NullMarked;
