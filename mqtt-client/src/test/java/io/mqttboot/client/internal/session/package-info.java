@NullMarked
package io.mqttboot.client.internal.session;

import org.jspecify.annotations.NullMarked;
