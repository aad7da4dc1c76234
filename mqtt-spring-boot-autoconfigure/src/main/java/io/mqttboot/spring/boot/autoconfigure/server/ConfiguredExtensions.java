package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.config.MqttExtensions;

/**
 * Makes of the properties what goes beyond the standard; what is not valid is reported by
 * the name of its key.
 */
final class ConfiguredExtensions {

	private ConfiguredExtensions() {
	}

	static MqttExtensions of(MqttServerExtensionProperties properties) {
		return MqttExtensions.NONE.withInterceptorTimeout(
				PropertiesServerConfig.positive("interceptors.timeout", properties.getInterceptors().getTimeout()));
	}

}
