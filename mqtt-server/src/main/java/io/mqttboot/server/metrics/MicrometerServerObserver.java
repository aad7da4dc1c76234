package io.mqttboot.server.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the server tells an observer, in a meter registry. Every meter exists from
 * the start and is found by an array index: nothing is looked up or allocated for an
 * event. One registry takes one such observer; what the server counts itself is shown by
 * {@link MicrometerServerStatistics}.
 */
public final class MicrometerServerObserver implements MqttServerObserver {

	/** Upper edges of the buckets of the delivery timer. */
	private static final Duration[] DELIVERY_BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(500),
			Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30) };

	private final MeterRegistry registry;

	// by ordinal

	private final LongAdder[] connects;

	private final LongAdder[] disconnects;

	private final LongAdder lost;

	private final LongAdder[] refused;

	private final LongAdder[] dropped;

	private final LongAdder[] denied;

	private final LongAdder throttled;

	private final LongAdder flapping;

	private final LongAdder eventsDropped;

	private final LongAdder storeFailures;

	private final LongAdder[] overload;

	private final Timer[] delivery;

	/**
	 * Registers every meter.
	 * @param registry where the meters live
	 */
	public MicrometerServerObserver(MeterRegistry registry) {
		this.registry = registry;
		this.connects = counters(ServerMeter.CONNECTS);
		LongAdder[] disconnected = counters(ServerMeter.DISCONNECTS);
		this.disconnects = byReason(ServerMeter.DISCONNECTS, disconnected);
		this.lost = disconnected[ServerMeter.DISCONNECTS.tagValues().indexOf(ServerMeter.Values.CONNECTION_LOST)];
		this.refused = byReason(ServerMeter.REFUSED, counters(ServerMeter.REFUSED));
		this.dropped = counters(ServerMeter.DROPPED);
		this.denied = counters(ServerMeter.DENIED);
		this.throttled = counter(ServerMeter.THROTTLED, Tags.empty());
		this.flapping = counter(ServerMeter.FLAPPING, Tags.empty());
		this.eventsDropped = counter(ServerMeter.EVENTS_DROPPED, Tags.empty());
		this.storeFailures = counter(ServerMeter.STORE_FAILURES, Tags.empty());
		this.overload = counters(ServerMeter.OVERLOAD_CHANGES);
		this.delivery = timers(ServerMeter.DELIVERY);
	}

	@Override
	public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
			boolean sessionPresent) {
		this.connects[version.ordinal()].increment();
	}

	@Override
	public void clientRefused(MqttReasonCode reason) {
		this.refused[reason.ordinal()].increment();
	}

	@Override
	public void clientDisconnected(String clientId, @Nullable String userName, MqttReasonCode reason,
			MqttDisconnectedBy by) {
		LongAdder counter = (by == MqttDisconnectedBy.NETWORK) ? this.lost : this.disconnects[reason.ordinal()];
		counter.increment();
	}

	@Override
	public void messageDropped(MqttDropCause cause) {
		this.dropped[cause.ordinal()].increment();
	}

	@Override
	public void denied(MqttRule.Action action) {
		this.denied[action.ordinal()].increment();
	}

	@Override
	public void publisherThrottled() {
		this.throttled.increment();
	}

	@Override
	public void clientFlapped(String clientId, @Nullable String user) {
		this.flapping.increment();
	}

	@Override
	public void eventDropped() {
		this.eventsDropped.increment();
	}

	@Override
	public void storeFailed() {
		this.storeFailures.increment();
	}

	@Override
	public void overloadChanged(MqttOverloadState before, MqttOverloadState now) {
		this.overload[now.ordinal()].increment();
	}

	@Override
	public void messageAcknowledged(MqttQos qos, long nanos) {
		this.delivery[qos.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
	}

	/** One counter a tag value, in the order of the values. */
	private LongAdder[] counters(ServerMeter meter) {
		return meter.tagValues().stream().map((value) -> counter(meter, value)).toArray(LongAdder[]::new);
	}

	/** One counter a reason code; codes that make no sense there count as unspecified. */
	private LongAdder[] byReason(ServerMeter meter, LongAdder[] counters) {
		LongAdder other = counters[position(meter, MqttReasonCode.UNSPECIFIED_ERROR)];
		MqttReasonCode[] codes = MqttReasonCode.values();
		LongAdder[] byOrdinal = new LongAdder[codes.length];
		for (MqttReasonCode code : codes) {
			int position = position(meter, code);
			byOrdinal[code.ordinal()] = (position >= 0) ? counters[position] : other;
		}
		return byOrdinal;
	}

	private int position(ServerMeter meter, MqttReasonCode code) {
		return meter.tagValues().indexOf(ServerMeter.Values.reason(code));
	}

	private LongAdder counter(ServerMeter meter, String tagValue) {
		return counter(meter, meter.tags(tagValue));
	}

	private LongAdder counter(ServerMeter meter, Tags tags) {
		LongAdder adder = new LongAdder();
		FunctionCounter.builder(meter.meterName(), adder, LongAdder::sum)
			.description(meter.description())
			.tags(tags)
			.register(this.registry);
		return adder;
	}

	/** By quality of service; QoS 0 is never acknowledged and shares the timer of 1. */
	private Timer[] timers(ServerMeter meter) {
		Timer atLeastOnce = timer(meter, MqttQos.AT_LEAST_ONCE);
		return new Timer[] { atLeastOnce, atLeastOnce, timer(meter, MqttQos.EXACTLY_ONCE) };
	}

	private Timer timer(ServerMeter meter, MqttQos qos) {
		return Timer.builder(meter.meterName())
			.description(meter.description())
			.tags(meter.tags(ServerMeter.Values.QOS.get(qos.value())))
			.serviceLevelObjectives(DELIVERY_BUCKETS)
			.register(this.registry);
	}

}
