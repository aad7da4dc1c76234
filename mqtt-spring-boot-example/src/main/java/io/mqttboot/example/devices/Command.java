package io.mqttboot.example.devices;

/**
 * What a device is told.
 *
 * @param setpoint degrees that it should reach
 */
record Command(double setpoint) {

}
