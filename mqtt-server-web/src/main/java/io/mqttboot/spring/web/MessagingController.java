package io.mqttboot.spring.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Publishes, and subscribes and unsubscribes clients: one at a time, or some in order.
 */
@RestController
class MessagingController implements ApiController {

	private final MqttServer server;

	private final Acts acts;

	private final int batchMax;

	MessagingController(MqttServer server, Acts acts, MqttHttpSettings settings) {
		this.server = server;
		this.acts = acts;
		this.batchMax = settings.batchMax();
	}

	/** Something that a body asks for, when it has been checked. */
	@FunctionalInterface
	private interface Task {

		CompletableFuture<Map<String, @Nullable Object>> run();

	}

	@PostMapping("/mqtt/publish")
	CompletableFuture<Map<String, @Nullable Object>> publish(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable Map<String, Object> body) {
		return publishing(caller, Input.body(body)).run().thenApply(Answer::of);
	}

	@PostMapping("/mqtt/publish/batch")
	CompletableFuture<Map<String, @Nullable Object>> publishBatch(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable List<Map<String, Object>> body) {
		return batch(body, (entry) -> publishing(caller, entry));
	}

	@PostMapping("/mqtt/subscribe")
	CompletableFuture<Map<String, @Nullable Object>> subscribe(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable Map<String, Object> body) {
		return subscribing(caller, Input.body(body)).run().thenApply(Answer::of);
	}

	@PostMapping("/mqtt/subscribe/batch")
	CompletableFuture<Map<String, @Nullable Object>> subscribeBatch(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable List<Map<String, Object>> body) {
		return batch(body, (entry) -> subscribing(caller, entry));
	}

	@PostMapping("/mqtt/unsubscribe")
	CompletableFuture<Map<String, @Nullable Object>> unsubscribe(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable Map<String, Object> body) {
		return unsubscribing(caller, Input.body(body)).run().thenApply(Answer::of);
	}

	@PostMapping("/mqtt/unsubscribe/batch")
	CompletableFuture<Map<String, @Nullable Object>> unsubscribeBatch(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestBody(required = false) @Nullable List<Map<String, Object>> body) {
		return batch(body, (entry) -> unsubscribing(caller, entry));
	}

	private Task publishing(Caller caller, Input body) {
		MessageInput input = MessageInput.of(body);
		return () -> this.acts
			.later(caller, "message.publish", input.message().topic(),
					() -> this.server.administration()
						.publish(caller.identity(), input.clientId(), input.message())
						.thenApply(Reasons::check))
			.thenApply((reason) -> View.of("matched", reason == MqttReasonCode.SUCCESS));
	}

	private Task subscribing(Caller caller, Input body) {
		String clientId = body.text("clientId");
		String filter = body.filter("topic");
		MqttQos qos = body.qos("qos");
		return () -> this.acts
			.later(caller, "client.subscribe", clientId + " " + filter, () -> this.server.administration()
				.subscribe(clientId, filter, qos)
				.thenApply((reason) -> Reasons.check(reason.orElseThrow(() -> ApiFailure.unknownClient(clientId)))))
			.thenApply((reason) -> View.of("qos", reason.value()));
	}

	private Task unsubscribing(Caller caller, Input body) {
		String clientId = body.text("clientId");
		String filter = body.filter("topic");
		return () -> this.acts
			.later(caller, "client.unsubscribe", clientId + " " + filter,
					() -> this.server.administration()
						.unsubscribe(clientId, filter)
						.thenApply((removed) -> removed.orElseThrow(() -> ApiFailure.unknownClient(clientId))))
			.thenApply((removed) -> View.of("removed", removed));
	}

	// All are checked before the first is done; then one after the other until one fails.
	private CompletableFuture<Map<String, @Nullable Object>> batch(@Nullable List<Map<String, Object>> body,
			Function<Input, Task> read) {
		if (body == null || body.isEmpty()) {
			throw ApiFailure.body("a body is missing");
		}
		if (body.size() > this.batchMax) {
			throw ApiFailure.body("a batch has at most " + this.batchMax + " entries");
		}
		List<Task> tasks = new ArrayList<>();
		for (Map<String, Object> entry : body) {
			try {
				tasks.add(read.apply(Input.body(entry)));
			}
			catch (ApiFailure ex) {
				throw ex.at(tasks.size(), 0);
			}
		}
		CompletableFuture<List<Object>> all = CompletableFuture.completedFuture(new ArrayList<>());
		for (Task task : tasks) {
			all = all.thenCompose((before) -> task.run().handle((done, failure) -> {
				if (failure != null) {
					throw ApiFailures.of(failure).at(before.size(), before.size());
				}
				before.add(done);
				return before;
			}));
		}
		return all.thenApply(Answer::of);
	}

}
