package io.mqttboot.example.devices;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.spring.MqttRequestTimeoutException;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The office's window: devices from HTTP.
 */
@RestController
@RequestMapping("/devices")
class DeviceController {

	private final DeviceReadings readings;

	private final Devices devices;

	DeviceController(DeviceReadings readings, Devices devices) {
		this.readings = readings;
		this.devices = devices;
	}

	/** Answers what the devices reported last. */
	@GetMapping
	Map<String, Reading> readings() {
		return this.readings.last();
	}

	/** Answers when the broker has the command, without a thread that waits. */
	@PostMapping("/{id}/command")
	CompletableFuture<MqttPublishResult> command(@PathVariable String id, @RequestBody Command command) {
		return this.devices.command(id, command);
	}

	/** Answers what the device answers. */
	@GetMapping("/{id}/status")
	Status status(@PathVariable String id) {
		return this.devices.status(id);
	}

	@ExceptionHandler
	@ResponseStatus(HttpStatus.GATEWAY_TIMEOUT)
	Map<String, String> noAnswer(MqttRequestTimeoutException ex) {
		return Map.of("error", "the device does not answer");
	}

}
