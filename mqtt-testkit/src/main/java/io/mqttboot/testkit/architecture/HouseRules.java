package io.mqttboot.testkit.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;

/**
 * All rules as tests: over every class of the project that the calling module sees, its
 * own and those of the modules below, and over its test classes.
 */
public final class HouseRules {

	private static final ImportOption OWN_PROOF = (location) -> !location.contains("/io/mqttboot/testkit/")
			&& !location.contains("/io/mqttboot/benchmarks/");

	private HouseRules() {
	}

	/**
	 * Returns one test for each rule.
	 * @param caller the test class of the module
	 * @return the tests, named by their rules
	 */
	public static Stream<DynamicTest> tests(Class<?> caller) {
		JavaClasses product = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.withImportOption(OWN_PROOF)
			.importPackages("io.mqttboot");
		JavaClasses tests = new ClassFileImporter()
			.importUrl(caller.getProtectionDomain().getCodeSource().getLocation());
		return Stream.concat(product().stream().map((rule) -> test(rule, product)),
				Stream.of(test(TestRules.SUREFIRE_FINDS_EVERY_TEST, tests)));
	}

	/**
	 * Returns the rules that bind the product.
	 * @return the rules, R1 first
	 */
	static List<ArchRule> product() {
		List<ArchRule> rules = new ArrayList<>(DirectionRules.ALL);
		rules.addAll(BorderRules.ALL);
		rules.addAll(ActorRules.ALL);
		rules.sort(Comparator.comparing(ArchRule::getDescription));
		return rules;
	}

	private static DynamicTest test(ArchRule rule, JavaClasses classes) {
		return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.allowEmptyShould(true).check(classes));
	}

}
