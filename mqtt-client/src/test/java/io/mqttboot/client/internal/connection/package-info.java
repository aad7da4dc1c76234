@NullUnmarked
package io.mqttboot.client.internal.connection;

import org.jspecify.annotations.NullUnmarked;
