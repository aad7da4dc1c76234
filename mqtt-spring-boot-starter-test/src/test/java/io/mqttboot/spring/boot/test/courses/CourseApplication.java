package io.mqttboot.spring.boot.test.courses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application of a course, with one of its components, running.
 */
final class CourseApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private CourseApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts an application, and returns when the server knows its subscriptions. */
	static CourseApplication start(CourseServer server, Class<?> component, Map<String, String> properties)
			throws Exception {
		List<String> arguments = new ArrayList<>(List.of("--mqtt.client.server-uri=" + server.serverUri(),
				"--mqtt.client.reconnect.initial-delay=50ms", "--spring.main.banner-mode=off"));
		properties.forEach((key, value) -> arguments.add("--" + key + "=" + value));
		CourseApplication application = new CourseApplication(
				new SpringApplicationBuilder(Configuration.class, component).web(WebApplicationType.NONE)
					.run(arguments.toArray(String[]::new)));
		application.awaitSubscriptions();
		return application;
	}

	// answers come in the order of requests
	private void awaitSubscriptions() throws Exception {
		client().subscribe("course/ready", MqttQos.AT_MOST_ONCE, (topic, payload) -> {
		}).get(20, TimeUnit.SECONDS);
	}

	MqttClient client() {
		return this.context.getBean(MqttClient.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Configuration {

	}

}
