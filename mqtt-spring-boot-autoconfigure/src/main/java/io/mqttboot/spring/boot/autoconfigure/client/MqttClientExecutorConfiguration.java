package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.concurrent.Executor;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Where handlers of messages run: virtual threads where Spring's switch and the JVM
 * allow. Otherwise each client has threads of its own.
 */
@Configuration(proxyBeanMethods = false)
class MqttClientExecutorConfiguration {

	static final String HANDLER_EXECUTOR = "mqttClientHandlerExecutor";

	@Bean(name = HANDLER_EXECUTOR, defaultCandidate = false)
	@ConditionalOnMissingBean(name = HANDLER_EXECUTOR)
	@ConditionalOnThreading(Threading.VIRTUAL)
	Executor virtualHandlerExecutor() {
		return new VirtualThreadTaskExecutor("mqtt-client-handler-");
	}

}
