package io.mqttboot.spring.boot.autoconfigure.server.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Properties of the HTTP API, {@code mqtt.server.http.*}.
 */
@ConfigurationProperties("mqtt.server.http")
class MqttServerHttpProperties {

	/** What every path of the HTTP API begins with. */
	private String basePath = "/api/v1";

	/**
	 * Authority that Spring Security must have granted who uses the HTTP API, empty for
	 * none.
	 */
	private String authority = "ROLE_MQTT_ADMIN";

	/**
	 * Size of the largest body of a request. If a size suffix is not specified, bytes
	 * will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize bodySizeMax = DataSize.ofKilobytes(256);

	/** Number of entries that a batch may have. */
	private int batchMax = 1_000;

	/** Number of entries that a page may have; who asks for more gets as many. */
	private int pageMax = 1_000;

	/** Number of listeners to server-sent events that there may be at a time. */
	private int listenersMax = 32;

	/** Number of events that may wait for one listener; others are dropped. */
	private int listenerQueueMax = 256;

	public String getBasePath() {
		return this.basePath;
	}

	public void setBasePath(String basePath) {
		this.basePath = basePath;
	}

	public String getAuthority() {
		return this.authority;
	}

	public void setAuthority(String authority) {
		this.authority = authority;
	}

	public DataSize getBodySizeMax() {
		return this.bodySizeMax;
	}

	public void setBodySizeMax(DataSize bodySizeMax) {
		this.bodySizeMax = bodySizeMax;
	}

	public int getBatchMax() {
		return this.batchMax;
	}

	public void setBatchMax(int batchMax) {
		this.batchMax = batchMax;
	}

	public int getPageMax() {
		return this.pageMax;
	}

	public void setPageMax(int pageMax) {
		this.pageMax = pageMax;
	}

	public int getListenersMax() {
		return this.listenersMax;
	}

	public void setListenersMax(int listenersMax) {
		this.listenersMax = listenersMax;
	}

	public int getListenerQueueMax() {
		return this.listenerQueueMax;
	}

	public void setListenerQueueMax(int listenerQueueMax) {
		this.listenerQueueMax = listenerQueueMax;
	}

}
