package io.mqttboot.spring.boot.autoconfigure.client;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says which property of a client cannot be used, and where it stands.
 */
class MqttClientPropertyFailureAnalyzer extends AbstractFailureAnalyzer<ClientPropertyException> {

	private final Environment environment;

	MqttClientPropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ClientPropertyException cause) {
		return new FailureAnalysis(cause.problem() + origin(cause.property()), "Change '" + cause.property() + "'.",
				cause);
	}

	private String origin(String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(name);
			if (found != null && found.getOrigin() != null) {
				return "\n\nIt stands in " + found.getOrigin() + ".";
			}
		}
		return "";
	}

}
