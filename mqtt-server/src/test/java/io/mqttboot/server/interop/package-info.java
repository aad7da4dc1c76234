/**
 * Clients that others wrote, against the server on loopback: HiveMQ's, Paho's for MQTT 5,
 * and two of Paho's for MQTT 3 (classes tagged {@code paho-v3} run once with each). What
 * plain Java sees of the server is here, too. Programs that are not Java are in the
 * folder {@code interop} of the project.
 */
@NullMarked
package io.mqttboot.server.interop;

import org.jspecify.annotations.NullMarked;
