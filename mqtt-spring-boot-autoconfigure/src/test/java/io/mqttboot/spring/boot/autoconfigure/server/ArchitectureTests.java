package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.mqttboot.testkit.architecture.HouseRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Boot asks of its own auto-configurations, asked of ours.
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.mqttboot.spring.boot.autoconfigure");

	@TestFactory
	Stream<DynamicTest> the_rules_of_the_house_hold() {
		return HouseRules.tests(getClass());
	}

	@Test
	void auto_configurations_are_public_and_final_and_listed() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
		List<String> listed = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.mqttboot."))
			.toList();
		assertThat(CLASSES.stream()
			.filter((each) -> each.isAnnotatedWith(AutoConfiguration.class))
			.map((each) -> each.getName())).containsExactlyInAnyOrderElementsOf(listed);
	}

	@Test
	void auto_configurations_have_no_public_members() {
		members().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.and(are(describe("not the default constructor", (member) -> !member.getName().equals("<init>"))))
			.should()
			.notBePublic()
			.check(CLASSES);
	}

	@Test
	void configurations_below_them_are_not_public_and_have_no_proxies() {
		classes().that()
			.areAnnotatedWith(Configuration.class)
			.should()
			.notBePublic()
			.andShould()
			.beAnnotatedWith(describe("without proxied bean methods",
					(annotation) -> annotation.getRawType().isEquivalentTo(Configuration.class)
							&& Boolean.FALSE.equals(annotation.get("proxyBeanMethods").orElse(true))))
			.check(CLASSES);
	}

	@Test
	void bean_methods_have_no_class_conditions() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.notBeAnnotatedWith(ConditionalOnClass.class)
			.check(CLASSES);
	}

	@Test
	void missing_bean_conditions_do_not_repeat_the_return_type() {
		methods().that()
			.areAnnotatedWith(ConditionalOnMissingBean.class)
			.should()
			.notBeAnnotatedWith(describe("that repeats the return type",
					(annotation) -> annotation.getRawType().isEquivalentTo(ConditionalOnMissingBean.class)
							&& ((Object[]) annotation.get("value").orElse(new Object[0])).length > 0))
			.check(CLASSES);
	}

	@Test
	void post_processors_are_made_by_static_methods() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(describe("a post-processor",
					(type) -> type.isAssignableTo(BeanPostProcessor.class)
							|| type.isAssignableTo(BeanFactoryPostProcessor.class)))
			.should()
			.beStatic()
			.allowEmptyShould(true)
			.check(CLASSES);
	}

	@Test
	void public_types_carry_the_prefix_and_packages_have_no_circles() {
		classes().that()
			.arePublic()
			.and()
			.areNotAnnotations()
			.and()
			.areTopLevelClasses()
			.should()
			.haveSimpleNameStartingWith("Mqtt")
			.check(CLASSES);
		slices().matching("io.mqttboot.spring.boot.autoconfigure.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void the_engine_is_used_by_its_front_door() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.mqttboot.server.internal..", "io.netty..")
			.check(CLASSES);
	}

}
