package io.mqttboot.spring.web;

import java.util.stream.Stream;

import io.mqttboot.testkit.architecture.HouseRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of the house.
 */
class ArchitectureTests {

	@TestFactory
	Stream<DynamicTest> the_house_is_built_as_it_is_drawn() {
		return HouseRules.tests(getClass());
	}

}
