@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.endpoint;

import org.jspecify.annotations.NullMarked;
