package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.util.concurrent.Executor;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.spring.web.MqttAudit;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of what writes down who does what to the
 * server.
 */
@AutoConfiguration(after = MqttServerAutoConfiguration.class)
@ConditionalOnClass({ MqttServer.class, MqttAudit.class })
@ConditionalOnBean(MqttServer.class)
public final class MqttServerAuditAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MqttAudit mqttServerAudit(MqttServer server, ApplicationEventPublisher events,
			@Qualifier("mqttServerHandlerExecutor") Executor executor) {
		return new MqttAudit(server, events, executor);
	}

}
