package io.mqttboot.spring.boot.test.courses;

/**
 * What the first course sends: JSON on the wire.
 *
 * @param id the number of the task
 * @param name what is to be done
 */
record Task(int id, String name) {

}
