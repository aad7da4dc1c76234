package io.mqttboot.spring.boot.test;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps an application that is only a client from becoming a broker in its tests. The
 * engine of the server comes with the test starter; whether the application itself wants
 * one is seen by a mark that the server starter leaves. What the application says of
 * {@code mqtt.server.enabled} counts more than this.
 */
final class ServerOnlyOnRequest implements EnvironmentPostProcessor {

	static final String MARK = "META-INF/mqttboot/server-starter";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (application.getClassLoader().getResource(MARK) == null) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("mqttTestStarter", Map.of("mqtt.server.enabled", "false")));
		}
	}

}
