@NullMarked
package io.mqttboot.client.internal.journal;

import org.jspecify.annotations.NullMarked;
