package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.channel.ChannelHandler;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class MqttClientRuntimeHintsTests {

	@Test
	void every_named_handler_of_the_engine_may_be_asked_for_its_methods() {
		RuntimeHints hints = new RuntimeHints();
		new MqttClientRuntimeHints().registerHints(hints, getClass().getClassLoader());
		List<JavaClass> handlers = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.mqttboot.protocol", "io.mqttboot.client")
			.stream()
			.filter((each) -> each.isAssignableTo(ChannelHandler.class) && !each.isAnonymousClass())
			.toList();
		assertThat(handlers).hasSizeGreaterThan(3)
			.allSatisfy((handler) -> assertThat(RuntimeHintsPredicates.reflection()
				.onType(handler.reflect())
				.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints));
	}

}
