package io.mqttboot.browser;

import java.util.stream.Stream;

import io.mqttboot.testkit.architecture.HouseRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {

	@TestFactory
	Stream<DynamicTest> the_rules_of_the_house_hold() {
		return HouseRules.tests(getClass());
	}

}
