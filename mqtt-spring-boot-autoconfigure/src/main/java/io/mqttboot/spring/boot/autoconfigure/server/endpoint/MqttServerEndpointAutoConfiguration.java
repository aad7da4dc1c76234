package io.mqttboot.spring.boot.autoconfigure.server.endpoint;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.http.MqttServerAuditAutoConfiguration;
import io.mqttboot.spring.web.MqttAudit;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the endpoint {@code mqttserver}, where
 * it is exposed.
 */
@AutoConfiguration(after = { MqttServerAutoConfiguration.class, MqttServerAuditAutoConfiguration.class })
@ConditionalOnClass({ MqttServer.class, MqttAudit.class, Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean({ MqttServer.class, MqttAudit.class })
@ConditionalOnAvailableEndpoint(MqttServerEndpoint.class)
public final class MqttServerEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MqttServerEndpoint mqttServerEndpoint(MqttServer server, MqttAudit audit) {
		return new MqttServerEndpoint(server, audit);
	}

}
