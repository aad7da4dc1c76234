package io.mqttboot.spring.boot.autoconfigure.client;

import io.mqttboot.client.config.MqttAlibabaCredentials.SignMethod;
import org.jspecify.annotations.Nullable;

/**
 * Which device of Alibaba Cloud IoT a client is, {@code mqtt.client.alibaba.*}.
 */
class MqttClientAlibabaProperties {

	/**
	 * Key of the device's product at Alibaba Cloud IoT; without it the client is none.
	 */
	private @Nullable String productKey;

	/** Name of the device. */
	private @Nullable String deviceName;

	/** Secret of the device, with which each connection is signed. */
	private @Nullable String deviceSecret;

	/**
	 * Region of the public instance to connect to, such as cn-shanghai, where no
	 * server-uri stands.
	 */
	private @Nullable String region;

	/** Method of the signature. */
	private SignMethod signMethod = SignMethod.HMAC_SHA256;

	public @Nullable String getProductKey() {
		return this.productKey;
	}

	public void setProductKey(@Nullable String productKey) {
		this.productKey = productKey;
	}

	public @Nullable String getDeviceName() {
		return this.deviceName;
	}

	public void setDeviceName(@Nullable String deviceName) {
		this.deviceName = deviceName;
	}

	public @Nullable String getDeviceSecret() {
		return this.deviceSecret;
	}

	public void setDeviceSecret(@Nullable String deviceSecret) {
		this.deviceSecret = deviceSecret;
	}

	public @Nullable String getRegion() {
		return this.region;
	}

	public void setRegion(@Nullable String region) {
		this.region = region;
	}

	public SignMethod getSignMethod() {
		return this.signMethod;
	}

	public void setSignMethod(SignMethod signMethod) {
		this.signMethod = signMethod;
	}

}
