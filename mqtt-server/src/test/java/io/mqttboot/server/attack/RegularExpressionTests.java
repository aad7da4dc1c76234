package io.mqttboot.server.attack;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What clients say is compared, never compiled.
 */
class RegularExpressionTests {

	@Test
	void no_text_of_a_client_becomes_a_regular_expression() {
		JavaClasses engine = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.mqttboot");
		// SCRAM reads a number by a pattern of its own; rewriting has those of whoever
		// set
		// the server up, and bounds how long they look
		noClasses().that()
			.resideOutsideOfPackages("io.mqttboot.testkit..", "io.mqttboot.protocol.scram..")
			.and()
			.haveNameNotMatching(".*\\.(MqttRewrite|TopicRewrites)(\\$.*)?")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("java.util.regex")
			.orShould()
			.callMethod(String.class, "matches", String.class)
			.check(engine);
	}

}
