package io.mqttboot.testkit.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.platform.commons.annotation.Testable;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * What binds tests.
 */
final class TestRules {

	static final ArchRule SUREFIRE_FINDS_EVERY_TEST = classes().that(holdTests())
		.should()
		.haveNameMatching("([a-z0-9]+\\.)*[A-Za-z0-9_]*Tests(\\$.*)?")
		.as("a class with tests ends in Tests, or Surefire would pass it by");

	private TestRules() {
	}

	// contract tests are abstract and run in the classes that extend them
	private static DescribedPredicate<JavaClass> holdTests() {
		return DescribedPredicate.describe("hold tests",
				(type) -> !type.getModifiers().contains(JavaModifier.ABSTRACT) && runs(type));
	}

	private static boolean runs(JavaClass type) {
		return type.getAllMethods()
			.stream()
			.anyMatch((method) -> method.isAnnotatedWith(Testable.class) || method.isMetaAnnotatedWith(Testable.class));
	}

}
