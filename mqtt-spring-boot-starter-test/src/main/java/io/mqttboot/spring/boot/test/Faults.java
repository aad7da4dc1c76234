package io.mqttboot.spring.boot.test;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What goes wrong on the way from the broker to its clients. Thread-safe.
 */
final class Faults {

	private final Map<MqttTestPacket, AtomicInteger> toLose = new EnumMap<>(MqttTestPacket.class);

	private volatile Duration acknowledgementDelay = Duration.ZERO;

	Faults() {
		for (MqttTestPacket each : MqttTestPacket.values()) {
			this.toLose.put(each, new AtomicInteger());
		}
	}

	void delayAcknowledgements(Duration delay) {
		this.acknowledgementDelay = delay;
	}

	void lose(MqttTestPacket packet, int times) {
		count(packet).addAndGet(times);
	}

	void none() {
		this.acknowledgementDelay = Duration.ZERO;
		this.toLose.values().forEach((count) -> count.set(0));
	}

	/** Asked once for each packet: whether it gets lost. */
	boolean loses(MqttTestPacket packet) {
		return count(packet).getAndUpdate((left) -> Math.max(0, left - 1)) > 0;
	}

	long delayNanos(MqttTestPacket packet) {
		return packet.isAcknowledgement() ? this.acknowledgementDelay.toNanos() : 0;
	}

	private AtomicInteger count(MqttTestPacket packet) {
		return java.util.Objects.requireNonNull(this.toLose.get(packet));
	}

}
