package io.mqttboot.spring.web;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows clients and what they own, and takes it from them.
 */
@RestController
class ClientsController implements ApiController {

	private static final int PAGE_SIZE = 50;

	private static final int PAGES_MAX = 999_999;

	private final MqttServer server;

	private final Acts acts;

	private final int pageMax;

	ClientsController(MqttServer server, Acts acts, MqttHttpSettings settings) {
		this.server = server;
		this.acts = acts;
		this.pageMax = settings.pageMax();
	}

	@GetMapping("/clients")
	CompletableFuture<Map<String, @Nullable Object>> clients(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "_page", required = false) @Nullable String page,
			@RequestParam(name = "_limit", required = false) @Nullable String limit,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId,
			@RequestParam(name = "connected", required = false) @Nullable String connected) {
		int number = Input.number("_page", page, 1, 1, PAGES_MAX);
		int size = size(limit);
		long skip = (number - 1L) * size;
		return this.server.administration()
			.sessions((clientId != null) ? clientId : "", Input.flag("connected", connected),
					(int) Math.min(skip, Integer.MAX_VALUE), size)
			.thenApply((found) -> Answer.page(found.sessions().stream().map(View::of).toList(), number, size,
					found.total()));
	}

	// More than a page may have is no mistake: the documents' own example asks for
	// 10,000.
	private int size(@Nullable String limit) {
		return Math.min(Input.number("_limit", limit, Math.min(PAGE_SIZE, this.pageMax), 1, Integer.MAX_VALUE),
				this.pageMax);
	}

	@GetMapping("/clients/info")
	CompletableFuture<Map<String, @Nullable Object>> client(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId) {
		String known = Input.parameter("clientId", clientId);
		return this.server.administration()
			.session(known)
			.thenApply((found) -> Answer.of(View.of(found.orElseThrow(() -> ApiFailure.unknownClient(known)))));
	}

	@GetMapping("/client/subscriptions")
	CompletableFuture<Map<String, @Nullable Object>> subscriptions(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId) {
		String known = Input.parameter("clientId", clientId);
		return this.server.administration()
			.subscriptions(known)
			.thenApply((found) -> Answer.of(found.orElseThrow(() -> ApiFailure.unknownClient(known))
				.stream()
				.map((each) -> View.of(known, each))
				.toList()));
	}

	@PostMapping("/clients/delete")
	CompletableFuture<Map<String, @Nullable Object>> kick(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId) {
		String known = Input.parameter("clientId", clientId);
		return this.acts.later(caller, "client.kick", known,
				() -> this.server.administration().session(known).thenApply((session) -> {
					session.orElseThrow(() -> ApiFailure.unknownClient(known));
					return this.server.disconnect(known, MqttReasonCode.ADMINISTRATIVE_ACTION);
				}))
			.thenApply((connected) -> Answer.of(View.of("disconnected", connected)));
	}

	@GetMapping("/sessions/queue")
	CompletableFuture<Map<String, @Nullable Object>> queue(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId,
			@RequestParam(name = "_limit", required = false) @Nullable String limit) {
		String known = Input.parameter("clientId", clientId);
		int size = size(limit);
		return this.server.administration().queue(known, size).thenApply((found) -> {
			var queue = found.orElseThrow(() -> ApiFailure.unknownClient(known));
			return Answer.page(queue.messages().stream().map((each) -> {
				Map<String, @Nullable Object> view = View.of("sequence", each.sequence());
				view.putAll(View.of(each.message()));
				return view;
			}).toList(), 1, size, queue.total());
		});
	}

	@PostMapping("/sessions/queue/purge")
	CompletableFuture<Map<String, @Nullable Object>> purge(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId) {
		String known = Input.parameter("clientId", clientId);
		return this.acts
			.later(caller, "session.purge", known,
					() -> this.server.administration()
						.purgeQueue(known)
						.thenApply((purged) -> purged.orElseThrow(() -> ApiFailure.unknownClient(known))))
			.thenApply((purged) -> Answer.of(View.of("purged", purged)));
	}

	@PostMapping("/sessions/delete")
	CompletableFuture<Map<String, @Nullable Object>> deleteSession(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId) {
		String known = Input.parameter("clientId", clientId);
		return this.acts.later(caller, "session.delete", known,
				() -> this.server.administration().deleteSession(known).thenApply((deleted) -> {
					if (!deleted) {
						throw ApiFailure.unknownClient(known);
					}
					return true;
				}))
			.thenApply((deleted) -> Answer.of(View.of("deleted", deleted)));
	}

}
