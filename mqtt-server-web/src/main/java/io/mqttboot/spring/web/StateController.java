package io.mqttboot.spring.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the figures of the server, and what the API can do.
 */
@RestController
class StateController implements ApiController {

	private final Statistics statistics;

	private final Endpoints endpoints;

	private final byte[] description;

	StateController(Statistics statistics, Endpoints endpoints, MqttHttpSettings settings) {
		this.statistics = statistics;
		this.endpoints = endpoints;
		this.description = description(settings.basePath());
	}

	private static byte[] description(String basePath) {
		try (InputStream file = StateController.class.getResourceAsStream("openapi.json")) {
			if (file == null) {
				throw new IllegalStateException("openapi.json is missing in the jar");
			}
			String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
			return text.replace("\"url\": \"/api/v1\"", "\"url\": \"" + basePath + "\"")
				.getBytes(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException("openapi.json cannot be read", ex);
		}
	}

	@GetMapping("/stats")
	CompletableFuture<Map<String, @Nullable Object>> stats(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
		return CompletableFuture.completedFuture(Answer.of(this.statistics.now()));
	}

	@GetMapping("/endpoints")
	CompletableFuture<Map<String, @Nullable Object>> endpoints(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
		return CompletableFuture.completedFuture(Answer.of(this.endpoints.all()));
	}

	@GetMapping("/openapi.json")
	ResponseEntity<byte[]> openApi(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(this.description.clone());
	}

}
