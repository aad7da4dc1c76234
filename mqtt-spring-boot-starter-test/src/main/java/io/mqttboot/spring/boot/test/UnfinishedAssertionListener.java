package io.mqttboot.spring.boot.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Fails a test method that began an assertion about the broker and did not finish it.
 */
final class UnfinishedAssertionListener extends AbstractTestExecutionListener {

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()
				&& testContext.getApplicationContext().containsBean(TestBrokerCustomizer.BROKER)) {
			testContext.getApplicationContext()
				.getBean(TestBrokerCustomizer.BROKER, MqttTestBroker.class)
				.requireNoUnfinishedAssertion();
		}
	}

}
