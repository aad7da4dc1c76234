package io.mqttboot.server.order;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Keeps a class of tests with thousands of takeovers from logging each.
 */
public final class QuietLog implements BeforeAllCallback, AfterAllCallback {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.mqttboot");

	private @Nullable Level before;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.before = this.logger.getLevel();
		this.logger.setLevel(Level.WARN);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.logger.setLevel(this.before);
	}

}
