package io.mqttboot.example.devices;

/**
 * What a device reports.
 *
 * @param celsius degrees
 */
record Reading(double celsius) {

}
