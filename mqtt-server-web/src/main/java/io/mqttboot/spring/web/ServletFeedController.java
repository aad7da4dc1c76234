package io.mqttboot.spring.web;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.mqttboot.server.config.MqttTraceOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events on the servlet stack.
 */
@RestController
class ServletFeedController implements ApiController {

	private final Feeds feeds;

	ServletFeedController(Feeds feeds) {
		this.feeds = feeds;
	}

	@GetMapping("/stats/sse")
	SseEmitter statistics(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "delay", required = false) @Nullable String delay) {
		int millis = FeedInput.delay(delay);
		EmitterWire wire = new EmitterWire();
		this.feeds.statistics(open(wire), millis);
		return wire.emitter;
	}

	@GetMapping("/messages/sse")
	CompletableFuture<SseEmitter> messages(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "filter", required = false) @Nullable String filter) {
		String selected = FeedInput.filter(filter);
		EmitterWire wire = new EmitterWire();
		return this.feeds.messages(open(wire), caller, selected).thenApply((look) -> wire.emitter);
	}

	@GetMapping("/trace/sse")
	CompletableFuture<SseEmitter> trace(@RequestAttribute(Caller.ATTRIBUTE) Caller caller,
			@RequestParam(name = "clientId", required = false) @Nullable String clientId,
			@RequestParam(name = "filter", required = false) @Nullable String filter,
			@RequestParam(name = "seconds", required = false) @Nullable String seconds,
			@RequestParam(name = "steps", required = false) @Nullable String steps) {
		MqttTraceOptions options = FeedInput.trace(clientId, filter, seconds, steps);
		EmitterWire wire = new EmitterWire();
		return this.feeds.trace(open(wire), caller, options).thenApply((trace) -> wire.emitter);
	}

	private Feed open(EmitterWire wire) {
		Feed feed = this.feeds.open(wire);
		wire.feed = feed;
		wire.emitter.onCompletion(feed::close);
		wire.emitter.onError((failure) -> feed.close());
		return feed;
	}

	/** Sends on a thread of its own when there is something to send. */
	private final class EmitterWire implements Feed.Wire {

		private final SseEmitter emitter = new SseEmitter(0L);

		private final ArrayBlockingQueue<Supplier<SseEmitter.SseEventBuilder>> waiting = new ArrayBlockingQueue<>(
				ServletFeedController.this.feeds.queueMax());

		// how often something was offered since the sender looked
		private final AtomicInteger offered = new AtomicInteger();

		private volatile @Nullable Feed feed;

		@Override
		public boolean offer(@Nullable Supplier<?> data) {
			// what is sent is made when it is sent
			Supplier<SseEmitter.SseEventBuilder> event = (data != null)
					? () -> SseEmitter.event().data(data.get(), MediaType.APPLICATION_JSON)
					: () -> SseEmitter.event().comment("");
			if (!this.waiting.offer(event)) {
				return false;
			}
			if (this.offered.getAndIncrement() == 0) {
				try {
					ServletFeedController.this.feeds.senders().execute(this::send);
				}
				catch (RejectedExecutionException ex) {
					this.offered.set(0); // the next event tries again
				}
			}
			return true;
		}

		private void send() {
			int seen = 1;
			try {
				while (seen != 0) {
					Supplier<SseEmitter.SseEventBuilder> event = this.waiting.poll();
					while (event != null) {
						this.emitter.send(event.get());
						event = this.waiting.poll();
					}
					seen = this.offered.addAndGet(-seen);
				}
			}
			catch (IOException | IllegalStateException ex) {
				close(); // the listener is gone
			}
		}

		private void close() {
			Feed own = this.feed;
			if (own != null) {
				own.close();
			}
		}

		@Override
		public void end() {
			this.emitter.complete();
		}

	}

}
