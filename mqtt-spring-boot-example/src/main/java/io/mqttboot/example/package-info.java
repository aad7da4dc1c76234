/**
 * An MQTT broker in a Spring Boot application. Start reading at
 * {@link io.mqttboot.example.ExampleApplication}; every other class shows one thing that
 * an application may add.
 */
@NullMarked
package io.mqttboot.example;

import org.jspecify.annotations.NullMarked;
