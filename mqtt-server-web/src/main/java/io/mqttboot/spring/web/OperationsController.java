package io.mqttboot.spring.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.spi.MqttTrace;
import io.mqttboot.server.spi.MqttTraceStep;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows who is slow, where the traffic comes from and which way messages go, and sends
 * clients away.
 */
@RestController
class OperationsController implements ApiController {

	private static final int CLIENTS_PER_SECOND_MAX = 1_000_000;

	private static final int REFERENCE_MAX = 1_000;

	// a web server gives up on a request that takes longer
	private static final int SECONDS_MAX = 20;

	private static final int SECONDS = 5;

	private static final int LIMIT = 50;

	private final MqttServer server;

	private final Acts acts;

	private final MqttHttpSettings settings;

	OperationsController(MqttServer server, Acts acts, MqttHttpSettings settings) {
		this.server = server;
		this.acts = acts;
		this.settings = settings;
	}

	@GetMapping("/slow")
	CompletableFuture<Map<String, @Nullable Object>> slow(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "_limit", required = false) @Nullable String limit) {
		return CompletableFuture.completedFuture(Answer.of(this.server.administration()
			.slowSubscribers()
			.stream()
			.limit(limit(limit))
			.map(OperationViews::of)
			.toList()));
	}

	@GetMapping("/addresses")
	CompletableFuture<Map<String, @Nullable Object>> addresses(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "_limit", required = false) @Nullable String limit) {
		return CompletableFuture.completedFuture(Answer
			.of(this.server.administration().addresses(limit(limit)).stream().map(OperationViews::of).toList()));
	}

	private int limit(@Nullable String limit) {
		return Math.min(Input.number("_limit", limit, LIMIT, 1, Integer.MAX_VALUE), this.settings.pageMax());
	}

	@PostMapping("/drain")
	CompletableFuture<Map<String, @Nullable Object>> drain(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable Map<String, Object> body) {
		Input input = Input.body(body);
		int clientsPerSecond = (int) input.number("clientsPerSecond", 0, 0, CLIENTS_PER_SECOND_MAX);
		String reference = input.carried("serverReference");
		if (reference != null && reference.length() > REFERENCE_MAX) {
			throw ApiFailure.parameter("'serverReference' has at most " + REFERENCE_MAX + " characters");
		}
		MqttDrain how = new MqttDrain(clientsPerSecond, (reference != null) ? reference : "",
				Boolean.TRUE.equals(input.flag("moved")));
		return this.acts.now(caller, "server.drain", (reference != null) ? reference : "", () -> {
			this.server.administration().drain(how);
			return Answer.of(View.of("draining", true));
		});
	}

	@PostMapping("/drain/end")
	CompletableFuture<Map<String, @Nullable Object>> resume(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
		return this.acts.now(caller, "server.resume", "", () -> {
			this.server.administration().resume();
			return Answer.of(View.of("draining", false));
		});
	}

	@PostMapping("/trace")
	CompletableFuture<Map<String, @Nullable Object>> trace(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable Map<String, Object> body) {
		Input input = Input.body(body);
		long seconds = input.number("seconds", SECONDS, 1, SECONDS_MAX);
		int steps = (int) input.number("steps", this.settings.pageMax(), 1, this.settings.pageMax());
		MqttTraceOptions options = OperationViews.trace(input.optional("clientId"), input.optional("filter"))
			.withDuration(Duration.ofSeconds(seconds))
			.withStepsMax(steps);
		List<Map<String, @Nullable Object>> seen = Collections.synchronizedList(new ArrayList<>());
		return this.acts.later(caller, "message.trace", OperationViews.target(options), () -> {
			MqttTrace trace = start(this.server, options, (step) -> seen.add(OperationViews.of(step)));
			return trace.ended().thenApply((ended) -> Answer.of(List.copyOf(seen)));
		});
	}

	/**
	 * Starts a trace.
	 * @throws ApiFailure if there are too many
	 */
	static MqttTrace start(MqttServer server, MqttTraceOptions options,
			java.util.function.Consumer<MqttTraceStep> steps) {
		try {
			return server.administration().trace(options, steps);
		}
		catch (IllegalStateException ex) {
			throw ApiFailure.failed(org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE,
					String.valueOf(ex.getMessage()));
		}
	}

}
