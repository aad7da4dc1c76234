package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;

import io.mqttboot.server.config.MqttExtensions;
import io.mqttboot.server.config.MqttSysTree;

/**
 * Makes of the properties what goes beyond the standard; what is not valid is reported by
 * the name of its key.
 */
final class ConfiguredExtensions {

	private ConfiguredExtensions() {
	}

	static MqttExtensions of(MqttServerExtensionProperties properties) {
		return MqttExtensions.NONE
			.withInterceptorTimeout(
					PropertiesServerConfig.positive("interceptors.timeout", properties.getInterceptors().getTimeout()))
			.withSys(sys(properties.getSys()));
	}

	private static MqttSysTree sys(MqttServerExtensionProperties.Sys properties) {
		Duration interval = properties.getInterval();
		try {
			return new MqttSysTree(properties.isEnabled(), interval);
		}
		catch (IllegalArgumentException ex) {
			throw PropertiesServerConfig.invalid("sys.interval", interval, String.valueOf(ex.getMessage()));
		}
	}

}
