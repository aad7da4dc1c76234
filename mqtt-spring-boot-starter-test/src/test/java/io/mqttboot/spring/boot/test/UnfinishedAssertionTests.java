package io.mqttboot.spring.boot.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class UnfinishedAssertionTests {

	@Test
	void a_test_method_that_does_not_finish_an_assertion_fails() throws Exception {
		TestContextManager manager = new TestContextManager(Case.class);
		Case test = new Case();
		manager.prepareTestInstance(test);
		MqttTestBroker broker = manager.getTestContext().getApplicationContext().getBean(MqttTestBroker.class);
		broker.assertThat().received("t").notWithin(Duration.ZERO);
		assertThatNoException()
			.isThrownBy(() -> manager.afterTestMethod(test, Object.class.getMethod("toString"), null));
		MqttTestExpectation begun = broker.assertThat().received("t").withPayload("x");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> manager.afterTestMethod(test, Object.class.getMethod("toString"), null))
			.withMessageContaining("never asked")
			.withMessageContaining(begun.toString());
	}

	@Test
	void a_test_without_a_broker_is_left_alone() throws Exception {
		TestContextManager manager = new TestContextManager(Other.class);
		Other test = new Other();
		manager.prepareTestInstance(test);
		manager.getTestContext().getApplicationContext();
		assertThatNoException()
			.isThrownBy(() -> manager.afterTestMethod(test, Object.class.getMethod("toString"), null));
	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedMqttBroker
	static class Case {

	}

	@SpringJUnitConfig(Nothing.class)
	static class Other {

	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

}
