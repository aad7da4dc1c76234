package io.mqttboot.spring.web;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

import io.mqttboot.server.config.MqttTraceOptions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Server-sent events on the reactive stack.
 */
@RestController
class ReactiveFeedController implements ApiController {

	// events that are made ahead of what the listener has taken
	private static final int AHEAD = 16;

	private final Feeds feeds;

	ReactiveFeedController(Feeds feeds) {
		this.feeds = feeds;
	}

	@GetMapping(path = "/stats/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> statistics(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "delay", required = false) @Nullable String delay) {
		int millis = FeedInput.delay(delay);
		return Flux.defer(() -> {
			SinkWire wire = new SinkWire(this.feeds.queueMax());
			Feed feed = this.feeds.open(wire);
			this.feeds.statistics(feed, millis);
			return wire.events().doFinally((signal) -> feed.close());
		});
	}

	@GetMapping(path = "/messages/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> messages(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "filter", required = false) @Nullable String filter) {
		String selected = FeedInput.filter(filter);
		return Flux.defer(() -> {
			SinkWire wire = new SinkWire(this.feeds.queueMax());
			Feed feed = this.feeds.open(wire);
			return Mono.fromFuture(() -> this.feeds.messages(feed, caller, selected))
				.thenMany(wire.events())
				.doFinally((signal) -> feed.close());
		});
	}

	@GetMapping(path = "/trace/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> trace(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId,
			@RequestParam(name = "filter", required = false) @Nullable String filter,
			@RequestParam(name = "seconds", required = false) @Nullable String seconds,
			@RequestParam(name = "steps", required = false) @Nullable String steps) {
		MqttTraceOptions options = FeedInput.trace(clientId, filter, seconds, steps);
		return Flux.defer(() -> {
			SinkWire wire = new SinkWire(this.feeds.queueMax());
			Feed feed = this.feeds.open(wire);
			return Mono.fromFuture(() -> this.feeds.trace(feed, caller, options))
				.thenMany(wire.events())
				.doFinally((signal) -> feed.close());
		});
	}

	/** Hands events over to the threads of Reactor, as far as the listener asks. */
	private static final class SinkWire implements Feed.Wire {

		private final Sinks.Many<Supplier<ServerSentEvent<Object>>> sink;

		private SinkWire(int max) {
			this.sink = Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(max));
		}

		@Override
		public synchronized boolean offer(@Nullable Supplier<?> data) {
			Supplier<ServerSentEvent<Object>> event = (data != null) ? () -> event(data.get())
					: () -> ServerSentEvent.builder().comment("").build();
			return this.sink.tryEmitNext(event).isSuccess();
		}

		private static ServerSentEvent<Object> event(Object data) {
			return ServerSentEvent.builder(data).build();
		}

		Flux<ServerSentEvent<Object>> events() {
			return this.sink.asFlux().publishOn(Schedulers.boundedElastic(), AHEAD).map(Supplier::get);
		}

		@Override
		public synchronized void end() {
			this.sink.tryEmitComplete();
		}

	}

}
