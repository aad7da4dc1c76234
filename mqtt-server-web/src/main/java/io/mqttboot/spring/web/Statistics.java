package io.mqttboot.spring.web;

import java.util.Locale;
import java.util.Map;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the server as the API shows them; those of a moment ago for whoever asks
 * again at once, since they cost a look at every session.
 */
final class Statistics {

	private static final long FRESH_MILLIS = 500;

	private final MqttServer server;

	private final MqttHttpCounts counts;

	// guarded by this
	private @Nullable Map<String, @Nullable Object> last;

	private long lastMillis;

	Statistics(MqttServer server, MqttHttpCounts counts) {
		this.server = server;
		this.counts = counts;
	}

	synchronized Map<String, @Nullable Object> now() {
		long now = System.currentTimeMillis();
		Map<String, @Nullable Object> known = this.last;
		if (known == null || now - this.lastMillis >= FRESH_MILLIS || now < this.lastMillis) {
			known = view(this.server.statistics(), now);
			this.last = known;
			this.lastMillis = now;
		}
		return known;
	}

	private Map<String, @Nullable Object> view(MqttServerStatistics statistics, long now) {
		return View.of("name", this.server.config().name(), "at", now, "running", this.server.isRunning(),
				"connections",
				View.of("accepted", statistics.connectionsAccepted(), "closed", statistics.connectionsClosed(), "size",
						statistics.connectionsSize()),
				"messages",
				View.of("handledPackets", statistics.handledPackets(), "handledBytes", statistics.handledBytes(),
						"receivedPackets", statistics.receivedPackets(), "receivedBytes", statistics.receivedBytes(),
						"sendPackets", statistics.sendPackets(), "sendBytes", statistics.sendBytes(), "in",
						statistics.messagesIn(), "out", statistics.messagesOut()),
				"nodes",
				View.of("clientNodes", 1, "connections", statistics.connectionsSize(), "users", statistics.clients()),
				"sessions", statistics.sessions(), "clients", statistics.clients(), "subscriptions",
				statistics.subscriptions(), "retained",
				View.of("count", statistics.retained(), "bytes", statistics.retainedBytes()), "delayed",
				statistics.delayed(), "queued",
				View.of("messages", statistics.queuedMessages(), "bytes", statistics.queuedBytes()), "inflight",
				statistics.inflight(), "dropped", this.counts.dropped(), "refused", this.counts.refused(), "overload",
				statistics.overload().name().toLowerCase(Locale.ROOT));
	}

}
