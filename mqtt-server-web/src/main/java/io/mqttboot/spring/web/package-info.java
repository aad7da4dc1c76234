/**
 * The HTTP API of the server: one set of controllers for both web stacks of Spring, and
 * what guards them. {@link io.mqttboot.spring.web.MqttHttpGate} lets requests in,
 * controllers take them, {@code Caller} says for whom. Start reading at
 * {@code ApiController}.
 */
@NullMarked
package io.mqttboot.spring.web;

import org.jspecify.annotations.NullMarked;
