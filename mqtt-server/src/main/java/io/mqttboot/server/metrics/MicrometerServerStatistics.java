package io.mqttboot.server.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.mqttboot.server.MqttServerStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Shows a server's statistics as meters, the nine documented gauges first. The statistics
 * are asked once a scrape, not once a meter, so the figures of one scrape fit together.
 * The registry forgets the meters when nobody holds this any more.
 */
public final class MicrometerServerStatistics implements MeterBinder {

	/** Longer than a scrape takes, shorter than anybody scrapes again. */
	private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final Supplier<MqttServerStatistics> statistics;

	private final LongSupplier nanoTime;

	private volatile @Nullable Snapshot snapshot;

	/**
	 * Create meters to be bound.
	 * @param statistics what the meters read
	 */
	public MicrometerServerStatistics(Supplier<MqttServerStatistics> statistics) {
		this(statistics, System::nanoTime);
	}

	MicrometerServerStatistics(Supplier<MqttServerStatistics> statistics, LongSupplier nanoTime) {
		this.statistics = statistics;
		this.nanoTime = nanoTime;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (ServerMeter meter : ServerMeter.values()) {
			ServerMeter.Reading reading = meter.reading();
			if (reading != null) {
				List<String> values = (meter.tag() != null) ? meter.tagValues() : List.of("");
				for (int i = 0; i < values.size(); i++) {
					bind(registry, meter, reading, i, meter.tags(values.get(i)));
				}
			}
		}
	}

	private void bind(MeterRegistry registry, ServerMeter meter, ServerMeter.Reading reading, int position, Tags tags) {
		if (meter.kind() == ServerMeter.Kind.GAUGE) {
			Gauge.builder(meter.meterName(), this, (self) -> reading.of(self.current(), position))
				.description(meter.description())
				.tags(tags)
				.register(registry);
		}
		else {
			FunctionCounter.builder(meter.meterName(), this, (self) -> reading.of(self.current(), position))
				.description(meter.description())
				.tags(tags)
				.register(registry);
		}
	}

	private MqttServerStatistics current() {
		long now = this.nanoTime.getAsLong();
		Snapshot known = this.snapshot;
		if (known == null || now - known.takenAt() > FRESH_NANOS) {
			known = new Snapshot(this.statistics.get(), now);
			this.snapshot = known;
		}
		return known.statistics();
	}

	private record Snapshot(MqttServerStatistics statistics, long takenAt) {

	}

}
