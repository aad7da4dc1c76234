package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.mqttboot.server.config.MqttOverload;

import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of what the server does when the machine is at its end,
 * {@code mqtt.server.overload.*}.
 */
class MqttServerOverloadProperties {

	/** Whether to shed load when the machine is overloaded. */
	private boolean enabled = true;

	/**
	 * How long all signals are to be below before the next lower state. If a duration
	 * suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration calm = Duration.ofSeconds(3);

	private final Shed shed = new Shed();

	private final Pause pause = new Pause();

	private final Refuse refuse = new Refuse();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getCalm() {
		return this.calm;
	}

	public void setCalm(Duration calm) {
		this.calm = calm;
	}

	public Shed getShed() {
		return this.shed;
	}

	public Pause getPause() {
		return this.pause;
	}

	public Refuse getRefuse() {
		return this.refuse;
	}

	MqttOverload toOverload() {
		return new MqttOverload(this.enabled, this.shed.thresholds(), this.pause.thresholds(), this.refuse.thresholds(),
				PropertiesServerConfig.notNegative("overload.calm", this.calm));
	}

	private static MqttOverload.Thresholds thresholds(String state, Duration loopDelay, int heapPercent,
			int directMemoryPercent) {
		String prefix = "overload." + state;
		return new MqttOverload.Thresholds(PropertiesServerConfig.notNegative(prefix + ".loop-delay", loopDelay),
				PropertiesServerConfig.within(prefix + ".heap-percent", heapPercent, 0, 100),
				PropertiesServerConfig.within(prefix + ".direct-memory-percent", directMemoryPercent, 0, 100));
	}

	/**
	 * When QoS 0 messages are dropped.
	 */
	static class Shed {

		/**
		 * How late the event loops are when QoS 0 messages are dropped, 0 for never. If a
		 * duration suffix is not specified, milliseconds will be used.
		 */
		@DurationUnit(ChronoUnit.MILLIS)
		private Duration loopDelay = Duration.ofMillis(2_000);

		/**
		 * How much of the heap is used after a collection when QoS 0 messages are
		 * dropped, in percent, 0 for never.
		 */
		private int heapPercent = 85;

		/**
		 * How much memory outside the heap is used when QoS 0 messages are dropped, in
		 * percent, 0 for never.
		 */
		private int directMemoryPercent = 85;

		public Duration getLoopDelay() {
			return this.loopDelay;
		}

		public void setLoopDelay(Duration loopDelay) {
			this.loopDelay = loopDelay;
		}

		public int getHeapPercent() {
			return this.heapPercent;
		}

		public void setHeapPercent(int heapPercent) {
			this.heapPercent = heapPercent;
		}

		public int getDirectMemoryPercent() {
			return this.directMemoryPercent;
		}

		public void setDirectMemoryPercent(int directMemoryPercent) {
			this.directMemoryPercent = directMemoryPercent;
		}

		MqttOverload.Thresholds thresholds() {
			return MqttServerOverloadProperties.thresholds("shed", this.loopDelay, this.heapPercent,
					this.directMemoryPercent);
		}

	}

	/**
	 * When publishers pause.
	 */
	static class Pause {

		/**
		 * How late the event loops are when publishers pause, 0 for never. If a duration
		 * suffix is not specified, milliseconds will be used.
		 */
		@DurationUnit(ChronoUnit.MILLIS)
		private Duration loopDelay = Duration.ofMillis(4_000);

		/**
		 * How much of the heap is used after a collection when publishers pause, in
		 * percent, 0 for never.
		 */
		private int heapPercent = 90;

		/**
		 * How much memory outside the heap is used when publishers pause, in percent, 0
		 * for never.
		 */
		private int directMemoryPercent = 90;

		public Duration getLoopDelay() {
			return this.loopDelay;
		}

		public void setLoopDelay(Duration loopDelay) {
			this.loopDelay = loopDelay;
		}

		public int getHeapPercent() {
			return this.heapPercent;
		}

		public void setHeapPercent(int heapPercent) {
			this.heapPercent = heapPercent;
		}

		public int getDirectMemoryPercent() {
			return this.directMemoryPercent;
		}

		public void setDirectMemoryPercent(int directMemoryPercent) {
			this.directMemoryPercent = directMemoryPercent;
		}

		MqttOverload.Thresholds thresholds() {
			return MqttServerOverloadProperties.thresholds("pause", this.loopDelay, this.heapPercent,
					this.directMemoryPercent);
		}

	}

	/**
	 * When new connections are refused.
	 */
	static class Refuse {

		/**
		 * How late the event loops are when new connections are refused, 0 for never. If
		 * a duration suffix is not specified, milliseconds will be used.
		 */
		@DurationUnit(ChronoUnit.MILLIS)
		private Duration loopDelay = Duration.ofMillis(8_000);

		/**
		 * How much of the heap is used after a collection when new connections are
		 * refused, in percent, 0 for never.
		 */
		private int heapPercent = 95;

		/**
		 * How much memory outside the heap is used when new connections are refused, in
		 * percent, 0 for never.
		 */
		private int directMemoryPercent = 95;

		public Duration getLoopDelay() {
			return this.loopDelay;
		}

		public void setLoopDelay(Duration loopDelay) {
			this.loopDelay = loopDelay;
		}

		public int getHeapPercent() {
			return this.heapPercent;
		}

		public void setHeapPercent(int heapPercent) {
			this.heapPercent = heapPercent;
		}

		public int getDirectMemoryPercent() {
			return this.directMemoryPercent;
		}

		public void setDirectMemoryPercent(int directMemoryPercent) {
			this.directMemoryPercent = directMemoryPercent;
		}

		MqttOverload.Thresholds thresholds() {
			return MqttServerOverloadProperties.thresholds("refuse", this.loopDelay, this.heapPercent,
					this.directMemoryPercent);
		}

	}

}
