package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * {@link AutoConfiguration Auto-configuration} of the page that shows the server and
 * steers it through the HTTP API, where {@code mqtt.server.dashboard.enabled} is
 * {@code true}. Who may see it is decided where that is decided for the API.
 */
@AutoConfiguration(after = MqttServerAutoConfiguration.class)
@ConditionalOnClass(MqttServer.class)
@ConditionalOnBean(MqttServer.class)
@ConditionalOnBooleanProperty(name = "mqtt.server.dashboard.enabled")
@Import({ ServletDashboard.class, ReactiveDashboard.class })
@ImportRuntimeHints(MqttDashboardAutoConfiguration.Hints.class)
public final class MqttDashboardAutoConfiguration {

	@Bean
	@ConditionalOnWebApplication
	DashboardFiles mqttDashboardFiles(Environment environment, ResourceLoader resources) {
		if (!environment.getProperty("mqtt.server.http-enable", Boolean.class, false)) {
			throw new DashboardSetupException(
					"'mqtt.server.dashboard.enabled' is true, but the HTTP API that the dashboard works with is off",
					"Set 'mqtt.server.http-enable' to true, or switch the dashboard off.");
		}
		ClassLoader classLoader = resources.getClassLoader();
		return new DashboardFiles((classLoader != null) ? classLoader : getClass().getClassLoader(),
				environment.getProperty("mqtt.server.http.base-path", "/api/v1"));
	}

	@Bean
	@ConditionalOnNotWebApplication
	Object mqttDashboardWithoutWebServer() {
		throw new DashboardSetupException(
				"'mqtt.server.dashboard.enabled' is true, but the application has no web server",
				"Add 'spring-boot-starter-webmvc' or 'spring-boot-starter-webflux' to its dependencies, or switch the "
						+ "dashboard off.");
	}

	/** The files, in a native image. */
	static class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern(DashboardFiles.FOLDER + "*");
			for (DashboardFiles.Library library : DashboardFiles.LIBRARIES) {
				hints.resources().registerPattern(library.resource("*"));
				hints.resources().registerPattern(library.versionResource());
			}
		}

	}

}
