@NullMarked
package io.mqttboot.client.config;

import org.jspecify.annotations.NullMarked;
