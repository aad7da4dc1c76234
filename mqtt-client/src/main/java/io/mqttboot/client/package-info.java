/**
 * The MQTT client engine: where an application begins.
 */
@NullMarked
package io.mqttboot.client;

import org.jspecify.annotations.NullMarked;
