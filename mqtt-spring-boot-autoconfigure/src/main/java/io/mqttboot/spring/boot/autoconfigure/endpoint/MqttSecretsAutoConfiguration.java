package io.mqttboot.spring.boot.autoconfigure.endpoint;

import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} that hides the secrets below {@code mqtt}
 * from the endpoints {@code env} and {@code configprops}, also where those are told to
 * show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class MqttSecretsAutoConfiguration {

	/** A key as it stands in a file, or as a variable of the environment. */
	private static final Pattern SECRET = Pattern.compile("(?i)mqtt[._].*(password|secret)");

	@Bean
	SanitizingFunction mqttSecretsSanitizingFunction() {
		return SanitizingFunction.sanitizeValue().ifKeyMatches(SECRET);
	}

}
