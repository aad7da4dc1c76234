@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server;

import org.jspecify.annotations.NullMarked;
