package io.mqttboot.example;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tells {@code bin/start.sh}, which waits for it, that the broker serves: the file of
 * {@code spring.pid.file} is written then and not before, and goes when the process ends.
 */
@Configuration(proxyBeanMethods = false)
class ReadyFile {

	@Bean
	@ConditionalOnProperty("spring.pid.file")
	ApplicationPidFileWriter readyFileWriter() {
		ApplicationPidFileWriter writer = new ApplicationPidFileWriter();
		writer.setTriggerEventType(ApplicationReadyEvent.class);
		return writer;
	}

}
