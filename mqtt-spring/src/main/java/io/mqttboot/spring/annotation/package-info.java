/**
 * What annotations switch on: listener methods and interface clients. Start reading at
 * {@link io.mqttboot.spring.annotation.EnableMqtt}.
 */
@NullMarked
package io.mqttboot.spring.annotation;

import org.jspecify.annotations.NullMarked;
