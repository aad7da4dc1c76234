package io.mqttboot.example.devices;

import java.util.concurrent.CompletableFuture;

import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.spring.service.MqttExchange;

import org.springframework.messaging.handler.annotation.DestinationVariable;

/**
 * All devices as an interface: a call is a message.
 */
@MqttExchange("devices/{id}")
interface Devices {

	/**
	 * Tells a device what to do; the future completes when the broker has the command.
	 */
	@MqttExchange(value = "command", qos = "1")
	CompletableFuture<MqttPublishResult> command(@DestinationVariable String id, Command command);

	/** Asks a device, and waits for its answer. */
	@MqttExchange(value = "status", qos = "1", timeout = "${example.answer-within}")
	Status status(@DestinationVariable String id);

}
