package io.mqttboot.spring.boot.autoconfigure.client;

import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Limits of a client, {@code mqtt.client.limits.*}.
 */
class MqttClientLimitsProperties {

	/**
	 * Most QoS 1 and 2 messages sent and not acknowledged, unless the server takes fewer.
	 */
	private int inFlightMax = 1_000;

	/**
	 * Most QoS 1 and 2 messages that the server may send before they are acknowledged.
	 */
	private int receiveMax = 1_000;

	/**
	 * Most messages that wait for their handlers; nothing is read from the server beyond.
	 */
	private int handlerMessagesMax = 10_000;

	/**
	 * Size of the messages that wait for their handlers. If a size suffix is not
	 * specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize handlerBytesMax = DataSize.ofMegabytes(16);

	/**
	 * Size of the largest packet taken from the server; an MQTT 5 server is told. If a
	 * size suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize packetBytesMax = DataSize.ofMegabytes(1);

	/** Most topic aliases that an MQTT 5 server may use. */
	private int topicAliasMax = 16;

	/** Most requests that wait for their answer; a further one fails. */
	private int requestsMax = 1_000;

	public int getInFlightMax() {
		return this.inFlightMax;
	}

	public void setInFlightMax(int inFlightMax) {
		this.inFlightMax = inFlightMax;
	}

	public int getReceiveMax() {
		return this.receiveMax;
	}

	public void setReceiveMax(int receiveMax) {
		this.receiveMax = receiveMax;
	}

	public int getHandlerMessagesMax() {
		return this.handlerMessagesMax;
	}

	public void setHandlerMessagesMax(int handlerMessagesMax) {
		this.handlerMessagesMax = handlerMessagesMax;
	}

	public DataSize getHandlerBytesMax() {
		return this.handlerBytesMax;
	}

	public void setHandlerBytesMax(DataSize handlerBytesMax) {
		this.handlerBytesMax = handlerBytesMax;
	}

	public DataSize getPacketBytesMax() {
		return this.packetBytesMax;
	}

	public void setPacketBytesMax(DataSize packetBytesMax) {
		this.packetBytesMax = packetBytesMax;
	}

	public int getTopicAliasMax() {
		return this.topicAliasMax;
	}

	public void setTopicAliasMax(int topicAliasMax) {
		this.topicAliasMax = topicAliasMax;
	}

	public int getRequestsMax() {
		return this.requestsMax;
	}

	public void setRequestsMax(int requestsMax) {
		this.requestsMax = requestsMax;
	}

}
