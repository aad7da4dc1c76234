package io.mqttboot.example.devices;

/**
 * What a device answers.
 *
 * @param setpoint degrees that it should reach
 * @param reports how many readings it has sent
 */
record Status(double setpoint, long reports) {

}
