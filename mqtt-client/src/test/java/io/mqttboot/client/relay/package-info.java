@NullMarked
package io.mqttboot.client.relay;

import org.jspecify.annotations.NullMarked;
