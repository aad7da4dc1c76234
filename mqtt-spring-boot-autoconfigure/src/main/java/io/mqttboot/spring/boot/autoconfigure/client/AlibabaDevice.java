package io.mqttboot.spring.boot.autoconfigure.client;

import io.mqttboot.client.config.MqttAlibabaCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a client is a device of Alibaba Cloud IoT, and which.
 */
final class AlibabaDevice {

	private AlibabaDevice() {
	}

	/** Returns the device, {@code null} if the client is none. */
	static @Nullable MqttAlibabaCredentials of(PropertyCheck check, MqttClientAlibabaProperties properties) {
		String productKey = properties.getProductKey();
		if (productKey == null) {
			return null;
		}
		return MqttAlibabaCredentials
			.of(required(check, "product-key", productKey), required(check, "device-name", properties.getDeviceName()),
					required(check, "device-secret", properties.getDeviceSecret()))
			.withSignMethod(properties.getSignMethod());
	}

	// the value is not shown: one of them is a secret
	private static String required(PropertyCheck check, String key, @Nullable String value) {
		if (value == null || value.isBlank()) {
			throw check.invalid("alibaba." + key, null,
					"a device of Alibaba Cloud has a product key, a device name and a device secret");
		}
		return value;
	}

}
