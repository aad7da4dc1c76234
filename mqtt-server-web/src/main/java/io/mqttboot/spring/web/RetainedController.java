package io.mqttboot.spring.web;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows retained messages, and removes them.
 */
@RestController
class RetainedController implements ApiController {

	private static final int PAGE_SIZE = 50;

	private final MqttServer server;

	private final Acts acts;

	private final int pageMax;

	RetainedController(MqttServer server, Acts acts, MqttHttpSettings settings) {
		this.server = server;
		this.acts = acts;
		this.pageMax = settings.pageMax();
	}

	@GetMapping("/retained")
	CompletableFuture<Map<String, @Nullable Object>> retained(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "filter", required = false) @Nullable String filter,
			@RequestParam(name = "_limit", required = false) @Nullable String limit) {
		String selected = Input.filter("filter", (filter == null || filter.isEmpty()) ? "#" : filter);
		int size = Math.min(Input.number("_limit", limit, Math.min(PAGE_SIZE, this.pageMax), 1, Integer.MAX_VALUE),
				this.pageMax);
		return this.server.administration().retained(selected, size + 1).thenApply((found) -> {
			boolean more = found.size() > size;
			Map<String, @Nullable Object> page = View.of("list", found.stream().limit(size).map(View::of).toList(),
					"pageNumber", 1, "pageSize", size, "totalRow", total(selected, found.size()), "more", more);
			return Answer.of(page);
		});
	}

	// To count what a filter selects, all of it would have to be looked at.
	private int total(String filter, int found) {
		return filter.equals("#") ? this.server.statistics().retained() : found;
	}

	@PostMapping("/retained/delete")
	CompletableFuture<Map<String, @Nullable Object>> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "topic", required = false) @Nullable String topic) {
		String known = Input.topic("topic", topic);
		return this.acts.later(caller, "retained.delete", known,
				() -> this.server.administration().deleteRetained(caller.identity(), known).thenApply((deleted) -> {
					if (!deleted) {
						throw ApiFailure.unknown("nothing is retained for '" + known + "'");
					}
					return true;
				}))
			.thenApply((deleted) -> Answer.of(View.of("deleted", deleted)));
	}

}
