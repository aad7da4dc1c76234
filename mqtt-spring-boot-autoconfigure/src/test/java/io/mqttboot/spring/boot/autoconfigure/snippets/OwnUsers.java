package io.mqttboot.spring.boot.autoconfigure.snippets;

import io.mqttboot.server.spi.MqttScramCredentials;
import io.mqttboot.spring.boot.autoconfigure.server.MqttScramUsers;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Users that an application keeps itself. */
@Configuration(proxyBeanMethods = false)
class OwnUsers {

	@Bean
	MqttScramUsers devices(DeviceTable table) {
		return (userName) -> {
			String encoded = table.credentialsOf(userName); // MqttScramCredentials.of(password).encoded()
			return (encoded != null) ? MqttScramCredentials.parse(encoded) : null;
		};
	}

	interface DeviceTable {

		@Nullable String credentialsOf(String device);

	}

}
