@NullMarked
package io.mqttboot.spring.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
