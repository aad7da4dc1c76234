package io.mqttboot.example;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.MqttServer;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Uses the broker from HTTP: the server is a bean like any other.
 */
@RestController
class BrokerController {

	private static final int TRAFFIC_MAX = 100_000;

	private final MqttServer server;

	private final Presence presence;

	BrokerController(MqttServer server, Presence presence) {
		this.server = server;
		this.presence = presence;
	}

	/** Publishes the body of the request; answers whether anybody had subscribed. */
	@PostMapping("/publish")
	Map<String, Object> publish(@RequestParam String topic, @RequestParam(defaultValue = "1") int qos,
			@RequestParam(defaultValue = "false") boolean retain, @RequestBody(required = false) String payload) {
		try {
			MqttMessage message = MqttMessage.of(topic, (payload != null) ? payload : "", MqttQos.of(qos), retain);
			return Map.of("topic", topic, "subscribers", this.server.publish(message));
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, ex.getMessage(), ex);
		}
	}

	/**
	 * Lets two clients exchange messages of every quality, so that there is something to
	 * see.
	 */
	@PostMapping("/traffic")
	Map<String, Object> traffic(@RequestParam(defaultValue = "1000") int messages) throws IOException {
		if (messages < 1 || messages > TRAFFIC_MAX) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"messages must be 1 to " + TRAFFIC_MAX + " but is " + messages);
		}
		return Map.of("published", messages, "received", new Traffic(this.server.port()).run(messages));
	}

	/** Names the clients that are connected. */
	@GetMapping("/clients")
	Set<String> clients() {
		return this.presence.online();
	}

}
