/**
 * MQTT for a Spring application: sending by a template, and what a message carries beside
 * its payload.
 */
@NullMarked
package io.mqttboot.spring;

import org.jspecify.annotations.NullMarked;
