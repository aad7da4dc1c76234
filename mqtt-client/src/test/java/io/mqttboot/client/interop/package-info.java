@NullMarked
package io.mqttboot.client.interop;

import org.jspecify.annotations.NullMarked;
