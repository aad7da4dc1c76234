package io.mqttboot.server;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.session.LoopCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures about the server, published below {@code $SYS/broker/} under the names that
 * Mosquitto gives them: retained, and only when they change.
 */
final class SysTree {

	/** What its topics begin with. */
	static final String PREFIX = "$SYS/broker/";

	private static final Logger logger = LoggerFactory.getLogger(SysTree.class);

	private static final int PUBLISH = 2;

	private final MqttServerConfig config;

	private final Broker broker;

	private final LongSupplier clock;

	private final Supplier<MqttServerStatistics> statistics;

	private final Supplier<Tally> tally;

	private final Executor executor;

	private final LongSupplier dropped;

	private final AtomicBoolean busy = new AtomicBoolean();

	private final long startMillis;

	// by one round at a time

	private final Map<String, String> published = new HashMap<>();

	private final Map<String, MovingRate> rates = new LinkedHashMap<>();

	private long roundMillis;

	private long clientsMax;

	private long heapMax;

	SysTree(MqttServerConfig config, Broker broker, LongSupplier clock, Supplier<MqttServerStatistics> statistics,
			Supplier<Tally> tally, LongSupplier dropped, Executor executor) {
		this.config = config;
		this.broker = broker;
		this.clock = clock;
		this.statistics = statistics;
		this.tally = tally;
		this.dropped = dropped;
		this.executor = executor;
		this.startMillis = clock.getAsLong();
		this.roundMillis = this.startMillis;
	}

	/** Another round is due: many sessions are asked, so it is not for an event loop. */
	void due() {
		if (!this.busy.compareAndSet(false, true)) {
			return;
		}
		try {
			this.executor.execute(() -> {
				try {
					publish();
				}
				catch (RuntimeException ex) {
					logger.error("MQTT-9006 The figures of $SYS could not be published", ex);
				}
				finally {
					this.busy.set(false);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			this.busy.set(false);
			logger.debug("The handler executor takes no more: a round of $SYS is left out");
		}
	}

	private void publish() {
		long now = this.clock.getAsLong();
		boolean retain = this.config.limits().retainedMax() > 0;
		figures(now).forEach((name, value) -> {
			if (!value.equals(this.published.put(name, value))) {
				MqttMessage message = MqttMessage.owning(PREFIX + name, value.getBytes(StandardCharsets.UTF_8),
						MqttQos.AT_MOST_ONCE, retain, MqttMessageProperties.NONE);
				this.broker.publish(Publication.of(message, null, now), now);
			}
		});
	}

	private Map<String, String> figures(long now) {
		Map<String, String> figures = new LinkedHashMap<>();
		MqttServerStatistics seen = this.statistics.get();
		Tally counted = this.tally.get();
		if (!this.config.hardened()) { // strangers need not know what to look for
			figures.put("version", version());
		}
		figures.put("uptime", (now - this.startMillis) / 1000 + " seconds");
		clients(figures, seen);
		long publishIn = counted.byType(LoopCounters::receivedBytes).get(PUBLISH);
		long publishOut = counted.byType(LoopCounters::sentBytes).get(PUBLISH);
		long messagesIn = Tally.sum(seen.messagesIn());
		long messagesOut = Tally.sum(seen.messagesOut());
		put(figures, "messages/received", seen.receivedPackets());
		put(figures, "messages/sent", seen.sendPackets());
		put(figures, "publish/messages/received", messagesIn);
		put(figures, "publish/messages/sent", messagesOut);
		put(figures, "publish/messages/dropped", this.dropped.getAsLong());
		put(figures, "publish/bytes/received", publishIn);
		put(figures, "publish/bytes/sent", publishOut);
		put(figures, "bytes/received", seen.receivedBytes());
		put(figures, "bytes/sent", seen.sendBytes());
		put(figures, "subscriptions/count", seen.subscriptions());
		put(figures, "shared_subscriptions/count", this.broker.sharedSubscriptions());
		put(figures, "retained messages/count", seen.retained());
		put(figures, "messages/stored", seen.retained() + seen.queuedMessages());
		put(figures, "store/messages/count", seen.retained() + seen.queuedMessages());
		put(figures, "store/messages/bytes", seen.retainedBytes() + seen.queuedBytes());
		heap(figures);
		double seconds = Math.max(1, now - this.roundMillis) / 1000.0;
		this.roundMillis = now;
		load(figures, "messages/received", seen.receivedPackets(), seconds);
		load(figures, "messages/sent", seen.sendPackets(), seconds);
		load(figures, "publish/received", messagesIn, seconds);
		load(figures, "publish/sent", messagesOut, seconds);
		load(figures, "publish/dropped", this.dropped.getAsLong(), seconds);
		load(figures, "bytes/received", seen.receivedBytes(), seconds);
		load(figures, "bytes/sent", seen.sendBytes(), seconds);
		load(figures, "sockets", seen.connectionsAccepted(), seconds);
		load(figures, "connections", seen.receivedByType().get(0), seconds);
		return figures;
	}

	private void clients(Map<String, String> figures, MqttServerStatistics seen) {
		this.clientsMax = Math.max(this.clientsMax, seen.clients());
		put(figures, "clients/total", seen.sessions());
		put(figures, "clients/maximum", this.clientsMax);
		put(figures, "clients/connected", seen.clients());
		put(figures, "clients/active", seen.clients());
		put(figures, "clients/disconnected", seen.sessions() - seen.clients());
		put(figures, "clients/inactive", seen.sessions() - seen.clients());
	}

	private void heap(Map<String, String> figures) {
		Runtime runtime = Runtime.getRuntime();
		long used = runtime.totalMemory() - runtime.freeMemory();
		this.heapMax = Math.max(this.heapMax, used);
		put(figures, "heap/current", used);
		put(figures, "heap/maximum", this.heapMax);
	}

	private void load(Map<String, String> figures, String name, long value, double seconds) {
		MovingRate rate = this.rates.computeIfAbsent(name, (first) -> new MovingRate());
		rate.update(value, seconds);
		for (int i = 0; i < rate.count(); i++) {
			figures.put("load/" + name + "/" + rate.minutes(i) + "min",
					String.format(Locale.ROOT, "%.2f", rate.rate(i)));
		}
	}

	private static void put(Map<String, String> figures, String name, long value) {
		figures.put(name, Long.toString(value));
	}

	private static String version() {
		String version = SysTree.class.getPackage().getImplementationVersion();
		return (version != null) ? "mqttboot version " + version : "mqttboot";
	}

}
