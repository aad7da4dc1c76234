package io.mqttboot.spring.boot.autoconfigure.server.http;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Tells the chains of Spring Security that Spring Boot makes up, where the application
 * has none, from those of the application.
 */
final class MadeUp {

	// not those for OAuth 2, which the application has asked for with keys
	private static final String BOOT = "org.springframework.boot.security.autoconfigure.";

	private MadeUp() {
	}

	static boolean isBySpringBoot(ConfigurableListableBeanFactory beans, String chain) {
		if (!beans.containsBeanDefinition(chain)) {
			return false;
		}
		String maker = beans.getBeanDefinition(chain).getFactoryBeanName();
		return maker != null && maker.startsWith(BOOT);
	}

}
