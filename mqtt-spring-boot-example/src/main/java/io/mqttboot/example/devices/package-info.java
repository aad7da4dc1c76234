/**
 * The second part of the example: a device and an office that talk over the broker, each
 * as a client of its own. Start reading at
 * {@link io.mqttboot.example.devices.Thermometer}.
 */
@NullMarked
package io.mqttboot.example.devices;

import org.jspecify.annotations.NullMarked;
