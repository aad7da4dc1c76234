package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Those of the limits, {@code mqtt.server.limits.*}, that several sessions share: all of
 * the server, and all of one principal.
 */
class MqttServerBudgetProperties {

	/**
	 * Size of the messages that may wait for all sessions together, 0 for a quarter of
	 * the heap. If a size suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize queuedBytesTotalMax = DataSize.ofBytes(0);

	/**
	 * Size of the subscriptions of all sessions together, 0 for a quarter of the heap. If
	 * a size suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize subscriptionsBytesTotalMax = DataSize.ofBytes(0);

	/** Most sessions of one principal, connected or not, 0 for any number. */
	private int principalSessionsMax = 0;

	/**
	 * Most messages that wait for all sessions of one principal together, 0 for any
	 * number.
	 */
	private int principalQueueMessagesMax = 0;

	/**
	 * Size of the messages that wait for all sessions of one principal together, 0 for
	 * any. If a size suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize principalQueueBytesMax = DataSize.ofBytes(0);

	/** Most retained messages that one principal published, 0 for any number. */
	private int principalRetainedMax = 0;

	/**
	 * Size of the retained messages that one principal published, 0 for any. If a size
	 * suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize principalRetainedBytesMax = DataSize.ofBytes(0);

	/**
	 * How long a message is retained that says nothing of its expiry, 0 for ever. If a
	 * duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration retainedExpiryDefault = Duration.ofSeconds(0);

	/**
	 * How long any message is retained at most, 0 for ever. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration retainedExpiryMax = Duration.ofSeconds(0);

	public Duration getRetainedExpiryDefault() {
		return this.retainedExpiryDefault;
	}

	public void setRetainedExpiryDefault(Duration retainedExpiryDefault) {
		this.retainedExpiryDefault = retainedExpiryDefault;
	}

	public Duration getRetainedExpiryMax() {
		return this.retainedExpiryMax;
	}

	public void setRetainedExpiryMax(Duration retainedExpiryMax) {
		this.retainedExpiryMax = retainedExpiryMax;
	}

	public DataSize getQueuedBytesTotalMax() {
		return this.queuedBytesTotalMax;
	}

	public void setQueuedBytesTotalMax(DataSize queuedBytesTotalMax) {
		this.queuedBytesTotalMax = queuedBytesTotalMax;
	}

	public DataSize getSubscriptionsBytesTotalMax() {
		return this.subscriptionsBytesTotalMax;
	}

	public void setSubscriptionsBytesTotalMax(DataSize subscriptionsBytesTotalMax) {
		this.subscriptionsBytesTotalMax = subscriptionsBytesTotalMax;
	}

	public int getPrincipalSessionsMax() {
		return this.principalSessionsMax;
	}

	public void setPrincipalSessionsMax(int principalSessionsMax) {
		this.principalSessionsMax = principalSessionsMax;
	}

	public int getPrincipalQueueMessagesMax() {
		return this.principalQueueMessagesMax;
	}

	public void setPrincipalQueueMessagesMax(int principalQueueMessagesMax) {
		this.principalQueueMessagesMax = principalQueueMessagesMax;
	}

	public DataSize getPrincipalQueueBytesMax() {
		return this.principalQueueBytesMax;
	}

	public void setPrincipalQueueBytesMax(DataSize principalQueueBytesMax) {
		this.principalQueueBytesMax = principalQueueBytesMax;
	}

	public int getPrincipalRetainedMax() {
		return this.principalRetainedMax;
	}

	public void setPrincipalRetainedMax(int principalRetainedMax) {
		this.principalRetainedMax = principalRetainedMax;
	}

	public DataSize getPrincipalRetainedBytesMax() {
		return this.principalRetainedBytesMax;
	}

	public void setPrincipalRetainedBytesMax(DataSize principalRetainedBytesMax) {
		this.principalRetainedBytesMax = principalRetainedBytesMax;
	}

}
