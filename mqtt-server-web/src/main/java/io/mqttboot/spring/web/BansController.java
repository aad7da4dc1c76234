package io.mqttboot.spring.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttBan;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows who is kept out, and changes that.
 */
@RestController
class BansController implements ApiController {

	private static final long MINUTES_MAX = Duration.ofDays(36_500).toMinutes();

	private static final int REASON_MAX = 200;

	private final MqttServer server;

	private final Acts acts;

	BansController(MqttServer server, Acts acts) {
		this.server = server;
		this.acts = acts;
	}

	@GetMapping("/bans")
	CompletableFuture<Map<String, @Nullable Object>> bans(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
		return CompletableFuture.completedFuture(Answer.of(this.server.bans().list().stream().map(View::of).toList()));
	}

	@PostMapping("/bans")
	CompletableFuture<Map<String, @Nullable Object>> ban(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable Map<String, Object> body) {
		Input input = Input.body(body);
		MqttBan named = named(input.text("kind"), input.text("value"));
		long minutes = input.number("minutes", 0, 1, MINUTES_MAX);
		String reason = input.optional("reason");
		if (reason != null && reason.length() > REASON_MAX) {
			throw ApiFailure.parameter("'reason' has at most " + REASON_MAX + " characters");
		}
		MqttBan ban = named.withReason((reason != null) ? reason : "banned by " + caller.name())
			.withUntil((minutes > 0) ? Instant.now().plus(Duration.ofMinutes(minutes)) : null);
		return this.acts.now(caller, "ban.add", input.text("kind") + " " + input.text("value"), () -> {
			try {
				this.server.bans().add(ban);
			}
			catch (IllegalStateException ex) {
				throw ApiFailure.failed(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(ex.getMessage()));
			}
			return Answer.of(View.of(ban));
		});
	}

	@PostMapping("/bans/delete")
	CompletableFuture<Map<String, @Nullable Object>> unban(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "kind", required = false) @Nullable String kind,
			@RequestParam(name = "value", required = false) @Nullable String value) {
		MqttBan named = named(Input.parameter("kind", kind), Input.parameter("value", value));
		return this.acts.now(caller, "ban.remove", kind + " " + value, () -> {
			if (!this.server.bans().remove(named)) {
				throw ApiFailure.unknown("there is no such ban");
			}
			return Answer.of(View.of("removed", true));
		});
	}

	private static MqttBan named(String kind, String value) {
		for (BanKind each : BanKind.values()) {
			if (each.name().equals(kind)) {
				try {
					return each.ban(value);
				}
				catch (IllegalArgumentException ex) {
					throw ApiFailure.parameter("'value' is no address and no network");
				}
			}
		}
		throw ApiFailure.parameter("'kind' must be CLIENT_ID, PRINCIPAL or ADDRESS");
	}

}
