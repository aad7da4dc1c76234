@NullMarked
package io.mqttboot.server.tls;

import org.jspecify.annotations.NullMarked;
