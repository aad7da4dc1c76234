package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.mqttboot.server.config.MqttQueuePolicy;

import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Properties of the server's limits, {@code mqtt.server.limits.*}: one for each part of
 * {@link io.mqttboot.server.config.MqttLimits}, except the packet size, which has its
 * documented name {@code mqtt.server.max-bytes-in-message}.
 */
class MqttServerLimitsProperties extends MqttServerRateProperties {

	/** Most open connections. */
	private int connectionsMax = 100_000;

	/** Most sessions, connected or not. */
	private int sessionsMax = 100_000;

	/**
	 * How long a socket may take to complete its CONNECT. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration connectTimeout = Duration.ofSeconds(10);

	/**
	 * Size of the largest CONNECT, where max-bytes-in-message is not smaller. If a size
	 * suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize firstPacketBytesMax = DataSize.ofBytes(65_535);

	/**
	 * Size of the longest topic name or filter. If a size suffix is not specified, bytes
	 * will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize topicBytesMax = DataSize.ofBytes(4_096);

	/** Most levels of a topic name or filter. */
	private int topicLevelsMax = 128;

	/** Most user properties of one packet. */
	private int userPropertiesMax = 64;

	/** Most packets that a client may send before it is let in. */
	private int earlyPacketsMax = 256;

	/**
	 * Most retained messages on their way to new subscriptions, of all clients together.
	 */
	private int replayMax = 500_000;

	/** Most subscriptions of one session. */
	private int subscriptionsMax = 1_000;

	/** Most QoS 1 and 2 messages that wait for one session. */
	private int queueMessagesMax = 1_000;

	/**
	 * Size of the messages that may wait for one session. If a size suffix is not
	 * specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize queueBytesMax = DataSize.ofMegabytes(8);

	/** What happens to a message when the queue of its session is full. */
	private MqttQueuePolicy queuePolicy = MqttQueuePolicy.DROP_NEWEST;

	/** Most unacknowledged messages sent to one client. */
	private int inflightMax = 100;

	/** Most unacknowledged QoS 1 and 2 messages taken from one MQTT 5 client. */
	private int receiveMax = 100;

	/** Most topic aliases of one connection in each direction. */
	private int topicAliasMax = 16;

	/** Most retained messages. */
	private int retainedMax = 100_000;

	/**
	 * Size of all retained messages together. If a size suffix is not specified, bytes
	 * will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize retainedBytesMax = DataSize.ofMegabytes(64);

	/** Most messages that wait for their delay. */
	private int delayedMax = 10_000;

	/**
	 * Size of the messages that wait for their delay. If a size suffix is not specified,
	 * bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize delayedBytesMax = DataSize.ofMegabytes(64);

	/** Most deliveries on their way to one event loop; publishers pause beyond. */
	private int mailMax = 20_000;

	/**
	 * Size of the deliveries on their way to one event loop. If a size suffix is not
	 * specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize mailBytesMax = DataSize.ofMegabytes(32);

	/**
	 * Bytes waiting in a socket from which on it takes no more. If a size suffix is not
	 * specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize writeBufferHigh = DataSize.ofKilobytes(256);

	/**
	 * Bytes waiting in a socket below which it takes more again. If a size suffix is not
	 * specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize writeBufferLow = DataSize.ofKilobytes(128);

	/**
	 * How long a socket may take nothing before it is closed. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration writeStallTimeout = Duration.ofSeconds(60);

	/** Most messages that wait for the listeners of the application. */
	private int handlerQueueMax = 10_000;

	/**
	 * Size of the messages that wait for the listeners of the application. If a size
	 * suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize handlerQueueBytesMax = DataSize.ofMegabytes(16);

	/** Most clients that wait for authentication. */
	private int authQueueMax = 1_000;

	/**
	 * How long a session outlives its connection at most. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration sessionExpiryMax = Duration.ofDays(14);

	/** Longest keep-alive that a client may choose, in seconds, 0 for any. */
	private int keepAliveSecondsMax = 0;

	public int getConnectionsMax() {
		return this.connectionsMax;
	}

	public void setConnectionsMax(int connectionsMax) {
		this.connectionsMax = connectionsMax;
	}

	public int getSessionsMax() {
		return this.sessionsMax;
	}

	public void setSessionsMax(int sessionsMax) {
		this.sessionsMax = sessionsMax;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public DataSize getFirstPacketBytesMax() {
		return this.firstPacketBytesMax;
	}

	public void setFirstPacketBytesMax(DataSize firstPacketBytesMax) {
		this.firstPacketBytesMax = firstPacketBytesMax;
	}

	public DataSize getTopicBytesMax() {
		return this.topicBytesMax;
	}

	public void setTopicBytesMax(DataSize topicBytesMax) {
		this.topicBytesMax = topicBytesMax;
	}

	public int getTopicLevelsMax() {
		return this.topicLevelsMax;
	}

	public void setTopicLevelsMax(int topicLevelsMax) {
		this.topicLevelsMax = topicLevelsMax;
	}

	public int getUserPropertiesMax() {
		return this.userPropertiesMax;
	}

	public void setUserPropertiesMax(int userPropertiesMax) {
		this.userPropertiesMax = userPropertiesMax;
	}

	public int getSubscriptionsMax() {
		return this.subscriptionsMax;
	}

	public void setSubscriptionsMax(int subscriptionsMax) {
		this.subscriptionsMax = subscriptionsMax;
	}

	public int getQueueMessagesMax() {
		return this.queueMessagesMax;
	}

	public void setQueueMessagesMax(int queueMessagesMax) {
		this.queueMessagesMax = queueMessagesMax;
	}

	public DataSize getQueueBytesMax() {
		return this.queueBytesMax;
	}

	public void setQueueBytesMax(DataSize queueBytesMax) {
		this.queueBytesMax = queueBytesMax;
	}

	public MqttQueuePolicy getQueuePolicy() {
		return this.queuePolicy;
	}

	public void setQueuePolicy(MqttQueuePolicy queuePolicy) {
		this.queuePolicy = queuePolicy;
	}

	public int getInflightMax() {
		return this.inflightMax;
	}

	public void setInflightMax(int inflightMax) {
		this.inflightMax = inflightMax;
	}

	public int getReceiveMax() {
		return this.receiveMax;
	}

	public void setReceiveMax(int receiveMax) {
		this.receiveMax = receiveMax;
	}

	public int getTopicAliasMax() {
		return this.topicAliasMax;
	}

	public void setTopicAliasMax(int topicAliasMax) {
		this.topicAliasMax = topicAliasMax;
	}

	public int getRetainedMax() {
		return this.retainedMax;
	}

	public void setRetainedMax(int retainedMax) {
		this.retainedMax = retainedMax;
	}

	public DataSize getRetainedBytesMax() {
		return this.retainedBytesMax;
	}

	public void setRetainedBytesMax(DataSize retainedBytesMax) {
		this.retainedBytesMax = retainedBytesMax;
	}

	public int getReplayMax() {
		return this.replayMax;
	}

	public void setReplayMax(int replayMax) {
		this.replayMax = replayMax;
	}

	public int getEarlyPacketsMax() {
		return this.earlyPacketsMax;
	}

	public void setEarlyPacketsMax(int earlyPacketsMax) {
		this.earlyPacketsMax = earlyPacketsMax;
	}

	public int getDelayedMax() {
		return this.delayedMax;
	}

	public void setDelayedMax(int delayedMax) {
		this.delayedMax = delayedMax;
	}

	public DataSize getDelayedBytesMax() {
		return this.delayedBytesMax;
	}

	public void setDelayedBytesMax(DataSize delayedBytesMax) {
		this.delayedBytesMax = delayedBytesMax;
	}

	public int getMailMax() {
		return this.mailMax;
	}

	public void setMailMax(int mailMax) {
		this.mailMax = mailMax;
	}

	public DataSize getMailBytesMax() {
		return this.mailBytesMax;
	}

	public void setMailBytesMax(DataSize mailBytesMax) {
		this.mailBytesMax = mailBytesMax;
	}

	public DataSize getWriteBufferHigh() {
		return this.writeBufferHigh;
	}

	public void setWriteBufferHigh(DataSize writeBufferHigh) {
		this.writeBufferHigh = writeBufferHigh;
	}

	public DataSize getWriteBufferLow() {
		return this.writeBufferLow;
	}

	public void setWriteBufferLow(DataSize writeBufferLow) {
		this.writeBufferLow = writeBufferLow;
	}

	public Duration getWriteStallTimeout() {
		return this.writeStallTimeout;
	}

	public void setWriteStallTimeout(Duration writeStallTimeout) {
		this.writeStallTimeout = writeStallTimeout;
	}

	public int getHandlerQueueMax() {
		return this.handlerQueueMax;
	}

	public void setHandlerQueueMax(int handlerQueueMax) {
		this.handlerQueueMax = handlerQueueMax;
	}

	public DataSize getHandlerQueueBytesMax() {
		return this.handlerQueueBytesMax;
	}

	public void setHandlerQueueBytesMax(DataSize handlerQueueBytesMax) {
		this.handlerQueueBytesMax = handlerQueueBytesMax;
	}

	public int getAuthQueueMax() {
		return this.authQueueMax;
	}

	public void setAuthQueueMax(int authQueueMax) {
		this.authQueueMax = authQueueMax;
	}

	public Duration getSessionExpiryMax() {
		return this.sessionExpiryMax;
	}

	public void setSessionExpiryMax(Duration sessionExpiryMax) {
		this.sessionExpiryMax = sessionExpiryMax;
	}

	public int getKeepAliveSecondsMax() {
		return this.keepAliveSecondsMax;
	}

	public void setKeepAliveSecondsMax(int keepAliveSecondsMax) {
		this.keepAliveSecondsMax = keepAliveSecondsMax;
	}

}
