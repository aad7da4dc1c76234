package io.mqttboot.example.devices;

import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.annotation.MqttListener;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A device: reports readings, takes commands and answers questions, through the client
 * {@code mqtt.clients.thermometer}.
 */
@Component
class Thermometer {

	private static final String ID = "thermometer-1";

	private final MqttOperations mqtt;

	private final AtomicLong reports = new AtomicLong();

	private volatile double setpoint = 20;

	Thermometer(MqttOperations mqtt) {
		this.mqtt = mqtt.client("thermometer");
	}

	@Scheduled(fixedDelayString = "${example.report-every}")
	void report() {
		this.reports.incrementAndGet();
		this.mqtt.topic("devices/{id}/reading", ID).qos(1).payload(new Reading(this.setpoint - 0.5)).send();
	}

	@MqttListener(topics = "devices/" + ID + "/command", qos = "1", client = "thermometer")
	void command(Command command) {
		this.setpoint = command.setpoint();
		report();
	}

	/** What is returned goes to whoever asked. */
	@MqttListener(topics = "devices/" + ID + "/status", qos = "1", client = "thermometer")
	Status status() {
		return new Status(this.setpoint, this.reports.get());
	}

}
