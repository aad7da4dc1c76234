package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The safe choices that {@code mqtt.server.hardened} makes: defaults, which any key that
 * the application sets comes before. Whether the result is safe is the server's to judge.
 */
final class HardenedDefaults implements EnvironmentPostProcessor, Ordered {

	static final String SWITCH = "mqtt.server.hardened";

	static final Map<String, Object> DEFAULTS = Map.ofEntries(Map.entry("mqtt.server.auth.anonymous", "never"),
			Map.entry("mqtt.server.enabled-plain", "false"),
			Map.entry("mqtt.server.authorization.unauthorized", "disconnect"),
			Map.entry("mqtt.server.bans.flapping.enabled", "true"),
			Map.entry("mqtt.server.limits.connect-timeout", "5s"),
			Map.entry("mqtt.server.limits.write-stall-timeout", "20s"),
			Map.entry("mqtt.server.limits.keep-alive-seconds-max", "1200"),
			Map.entry("mqtt.server.limits.session-expiry-max", "1d"),
			Map.entry("mqtt.server.limits.subscriptions-max", "100"),
			Map.entry("mqtt.server.limits.principal-sessions-max", "1000"),
			Map.entry("mqtt.server.limits.principal-queue-messages-max", "100000"),
			Map.entry("mqtt.server.limits.principal-queue-bytes-max", "64MB"),
			Map.entry("mqtt.server.limits.principal-retained-max", "10000"),
			Map.entry("mqtt.server.limits.principal-retained-bytes-max", "16MB"),
			Map.entry("mqtt.server.limits.connection-rate-max", "1000"),
			Map.entry("mqtt.server.limits.connection-rate-per-address-max", "50"),
			Map.entry("mqtt.server.limits.connections-per-address-max", "1000"),
			Map.entry("mqtt.server.limits.publish-rate-max", "1000"),
			Map.entry("mqtt.server.limits.publish-bytes-rate-max", "1MB"));

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.getProperty(SWITCH, Boolean.class, false)) {
			environment.getPropertySources().addLast(new MapPropertySource(SWITCH, DEFAULTS));
		}
	}

	/** After the application's configuration was read. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
