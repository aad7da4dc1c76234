package io.mqttboot.client.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttClientDropCause;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttClientStatistics;
import io.mqttboot.client.spi.MqttPublishResult;
import org.jspecify.annotations.Nullable;

/**
 * Shows one client in a meter registry. Every meter exists from the moment the client is
 * built until it is stopped, and is found by an array index: nothing is looked up or
 * allocated for an event.
 */
public final class MicrometerClientObserver implements MqttClientObserver {

	/** Upper edges of the buckets of both timers. */
	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10),
			Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1),
			Duration.ofSeconds(5), Duration.ofSeconds(30) };

	private final MeterRegistry registry;

	private final String client;

	private final List<Meter> meters = new ArrayList<>();

	private final LongAdder connects = new LongAdder();

	private final LongAdder reconnects = new LongAdder();

	// by ordinal, or by type - 1

	private final LongAdder[] failedAttempts = adders(MqttReasonCode.values().length);

	private final LongAdder[] disconnects = adders(MqttReasonCode.values().length);

	private final LongAdder[] packetsIn = adders(ClientMeter.Values.PACKET_TYPES.size());

	private final LongAdder[] packetsOut = adders(ClientMeter.Values.PACKET_TYPES.size());

	private final LongAdder[] bytesIn = adders(ClientMeter.Values.PACKET_TYPES.size());

	private final LongAdder[] bytesOut = adders(ClientMeter.Values.PACKET_TYPES.size());

	private final LongAdder[] failures = adders(MqttReasonCode.values().length);

	private final LongAdder[] dropped = adders(MqttClientDropCause.values().length);

	// by quality of service, then by outcome
	private final Timer[][] publish = new Timer[ClientMeter.Values.QOS.size()][];

	private final Timer[] handler = new Timer[ClientMeter.Values.HANDLER_OUTCOMES.size()];

	private volatile @Nullable Supplier<MqttClientStatistics> statistics;

	/**
	 * Creates what watches one client.
	 * @param registry where the meters live
	 * @param client the value of the tag {@code client}: a name that the application gave
	 * the client, and not its client identifier, which may be drawn anew at each start
	 */
	public MicrometerClientObserver(MeterRegistry registry, String client) {
		this.registry = Objects.requireNonNull(registry, "registry");
		this.client = Objects.requireNonNull(client, "client");
		for (int qos = 0; qos < this.publish.length; qos++) {
			this.publish[qos] = new Timer[ClientMeter.Values.PUBLISH_OUTCOMES.size()];
			for (int i = 0; i < this.publish[qos].length; i++) {
				this.publish[qos][i] = timer(ClientMeter.PUBLISH, ClientMeter.Values.QOS.get(qos),
						ClientMeter.Values.PUBLISH_OUTCOMES.get(i));
			}
		}
		for (int i = 0; i < this.handler.length; i++) {
			this.handler[i] = timer(ClientMeter.HANDLER, ClientMeter.Values.HANDLER_OUTCOMES.get(i));
		}
		counter(ClientMeter.CONNECTS, this.connects);
		counter(ClientMeter.RECONNECTS, this.reconnects);
		byReason(ClientMeter.ATTEMPTS_FAILED, this.failedAttempts);
		byReason(ClientMeter.DISCONNECTS, this.disconnects);
		byValue(ClientMeter.PACKETS_IN, this.packetsIn);
		byValue(ClientMeter.PACKETS_OUT, this.packetsOut);
		byValue(ClientMeter.BYTES_IN, this.bytesIn);
		byValue(ClientMeter.BYTES_OUT, this.bytesOut);
		byReason(ClientMeter.FAILURES, this.failures);
		byValue(ClientMeter.DROPPED, this.dropped);
	}

	private static LongAdder[] adders(int number) {
		LongAdder[] adders = new LongAdder[number];
		for (int i = 0; i < number; i++) {
			adders[i] = new LongAdder();
		}
		return adders;
	}

	private void byValue(ClientMeter meter, LongAdder[] adders) {
		List<String> values = meter.tags().get(0).values();
		for (int i = 0; i < adders.length; i++) {
			counter(meter, adders[i], values.get(i));
		}
	}

	// Codes that are no errors share the first value where that is "normal", and are
	// unspecified elsewhere.
	private void byReason(ClientMeter meter, LongAdder[] adders) {
		List<String> values = meter.tags().get(0).values();
		LongAdder other = values.contains(ClientMeter.Values.NORMAL) ? adders[MqttReasonCode.SUCCESS.ordinal()]
				: adders[MqttReasonCode.UNSPECIFIED_ERROR.ordinal()];
		for (MqttReasonCode code : MqttReasonCode.values()) {
			if (code.isError()) {
				counter(meter, adders[code.ordinal()], ClientMeter.Values.word(code));
			}
			else {
				adders[code.ordinal()] = other;
			}
		}
		if (values.contains(ClientMeter.Values.NORMAL)) {
			counter(meter, other, ClientMeter.Values.NORMAL);
		}
	}

	private void counter(ClientMeter meter, LongAdder adder, String... values) {
		this.meters.add(FunctionCounter.builder(meter.meterName(), adder, LongAdder::sum)
			.description(meter.description())
			.tags(meter.tags(this.client, values))
			.register(this.registry));
	}

	private Timer timer(ClientMeter meter, String... values) {
		Timer timer = Timer.builder(meter.meterName())
			.description(meter.description())
			.tags(meter.tags(this.client, values))
			.serviceLevelObjectives(BUCKETS)
			.register(this.registry);
		this.meters.add(timer);
		return timer;
	}

	@Override
	public void started(Supplier<MqttClientStatistics> asked) {
		this.statistics = asked;
		for (ClientMeter meter : ClientMeter.values()) {
			ToDoubleFunction<MqttClientStatistics> reading = meter.reading();
			if (reading != null) {
				this.meters.add(Gauge.builder(meter.meterName(), this, (self) -> self.read(reading))
					.description(meter.description())
					.tags(meter.tags(this.client))
					.register(this.registry));
			}
		}
	}

	private double read(ToDoubleFunction<MqttClientStatistics> reading) {
		Supplier<MqttClientStatistics> asked = this.statistics;
		return (asked != null) ? reading.applyAsDouble(asked.get()) : Double.NaN;
	}

	/** Takes the client's meters off the registry: another client may have its name. */
	@Override
	public void stopped() {
		this.meters.forEach(this.registry::remove);
	}

	@Override
	public void attemptFailed(String serverUri, MqttClientException cause) {
		this.failedAttempts[cause.reasonCode().ordinal()].increment();
	}

	@Override
	public void connected(String serverUri, boolean again) {
		this.connects.increment();
		if (again) {
			this.reconnects.increment();
		}
	}

	@Override
	public void disconnected(String serverUri, @Nullable MqttClientException cause) {
		MqttReasonCode reason = (cause != null) ? cause.reasonCode() : MqttReasonCode.SUCCESS;
		this.disconnects[reason.ordinal()].increment();
	}

	@Override
	public void packetSent(int type, int bytes) {
		this.packetsOut[type - 1].increment();
		this.bytesOut[type - 1].add(bytes);
	}

	@Override
	public void packetReceived(int type, int bytes) {
		this.packetsIn[type - 1].increment();
		this.bytesIn[type - 1].add(bytes);
	}

	@Override
	public void messagePublished(MqttQos qos, MqttPublishResult.State state, long nanos) {
		this.publish[qos.value()][state.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void messageFailed(MqttQos qos, MqttReasonCode reason, long nanos) {
		Timer[] outcomes = this.publish[qos.value()];
		outcomes[outcomes.length - 1].record(nanos, TimeUnit.NANOSECONDS);
		this.failures[reason.ordinal()].increment();
	}

	@Override
	public void messageHandled(MqttQos qos, long nanos, @Nullable Throwable failure) {
		this.handler[(failure != null) ? 1 : 0].record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void messageDropped(MqttClientDropCause cause) {
		this.dropped[cause.ordinal()].increment();
	}

}
