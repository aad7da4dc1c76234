package io.mqttboot.testkit.architecture;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * R5, R6 and R8: what is seen from outside, and how one sees it in a name.
 */
final class BorderRules {

	private static final String[] ENGINE_API = { "io.mqttboot", "io.mqttboot.server", "io.mqttboot.server.config",
			"io.mqttboot.server.spi", "io.mqttboot.client", "io.mqttboot.client.config", "io.mqttboot.client.spi" };

	static final ArchRule INTERNAL = classes().should(new KeepOutOfForeignInternals())
		.as("R5 nobody outside its module touches internal");

	static final ArchRule SIGNATURES = classes().that(resideInAnyPackage(ENGINE_API).and(visible()))
		.should(new MentionOnlyTheirOwn())
		.as("R5 public signatures of an engine mention only the JDK, values and its own config and spi");

	static final ArchRule PREFIX = classes()
		.that(resideInAnyPackage(ENGINE_API).or(springModules()).and(visible()).and(topLevel()).and(noAnnotation()))
		.should()
		.haveSimpleNameStartingWith("Mqtt")
		.as("R6 public types of API packages begin with Mqtt");

	static final ArchRule NO_PREFIX = classes().that(resideInAnyPackage("io.mqttboot..internal..").and(topLevel()))
		.should()
		.haveNameNotMatching(".*\\.Mqtt[A-Z][A-Za-z0-9]*")
		.as("R6 internal types do not begin with Mqtt");

	static final ArchRule NAMES = classes().that(named())
		.should()
		.haveNameNotMatching("(.*[.$])?(.*(Manager|Helper|Utils?|Impl)|(Abstract|Default|New|I)[A-Z][A-Za-z0-9]*)$")
		.as("R8 a class is named by what it is");

	static final List<ArchRule> ALL = List.of(INTERNAL, SIGNATURES, PREFIX, NO_PREFIX, NAMES);

	private BorderRules() {
	}

	private static DescribedPredicate<JavaClass> visible() {
		return DescribedPredicate.describe("public", (type) -> type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map((outer) -> visible().test(outer)).orElse(true));
	}

	private static DescribedPredicate<JavaClass> topLevel() {
		return DescribedPredicate.describe("top level",
				(type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
	}

	private static DescribedPredicate<JavaClass> named() {
		return DescribedPredicate.describe("named", (type) -> !type.isAnonymousClass());
	}

	private static DescribedPredicate<JavaClass> noAnnotation() {
		return DescribedPredicate.describe("no annotation", (type) -> !type.isAnnotation());
	}

	private static DescribedPredicate<JavaClass> springModules() {
		return resideInAnyPackage("io.mqttboot.spring..")
			.and(DescribedPredicate.not(resideInAnyPackage("..metrics..")));
	}

	/** What is under internal is known only to the packages around it. */
	private static final class KeepOutOfForeignInternals extends ArchCondition<JavaClass> {

		KeepOutOfForeignInternals() {
			super("keep out of the internals of other modules");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			type.getDirectDependenciesFromSelf().forEach((dependency) -> {
				String target = dependency.getTargetClass().getPackageName();
				int internal = (target + ".").indexOf(".internal.");
				if (target.startsWith("io.mqttboot.") && internal > 0
						&& !(type.getPackageName() + ".").startsWith(target.substring(0, internal) + ".")) {
					events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
				}
			});
		}

	}

	/** Return types, parameters, fields, super types and all their type arguments. */
	private static final class MentionOnlyTheirOwn extends ArchCondition<JavaClass> {

		MentionOnlyTheirOwn() {
			super("mention only the JDK, values and their own config and spi");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			String module = type.getPackageName().replaceFirst("\\.(config|spi)$", "");
			List<String> allowed = List.of("io.mqttboot", module, module + ".config", module + ".spi");
			mentions(type).flatMap((mentioned) -> mentioned.getAllInvolvedRawTypes().stream())
				.map(JavaClass::getBaseComponentType)
				.filter((mentioned) -> !mentioned.isPrimitive() && !isOfTheJdk(mentioned)
						&& !allowed.contains(mentioned.getPackageName()))
				.distinct()
				.forEach((mentioned) -> events
					.add(SimpleConditionEvent.violated(type, type.getName() + " mentions " + mentioned.getName())));
		}

		private static boolean isOfTheJdk(JavaClass type) {
			return type.getPackageName().startsWith("java.") || type.getPackageName().startsWith("javax.net");
		}

		private static Stream<JavaType> mentions(JavaClass type) {
			Stream<JavaType> members = Stream.concat(
					type.getFields()
						.stream()
						.filter((field) -> isVisible(field.getModifiers()))
						.map((field) -> field.getType()),
					type.getCodeUnits()
						.stream()
						.filter((unit) -> isVisible(unit.getModifiers()))
						.flatMap(MentionOnlyTheirOwn::mentions));
			return Stream.concat(members, Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream()));
		}

		private static Stream<JavaType> mentions(JavaCodeUnit unit) {
			return Stream.concat(Stream.of(unit.getReturnType()),
					Stream.concat(unit.getParameterTypes().stream(), unit.getExceptionTypes().stream()));
		}

		private static boolean isVisible(Set<JavaModifier> modifiers) {
			return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
					&& !modifiers.contains(JavaModifier.SYNTHETIC);
		}

	}

}
