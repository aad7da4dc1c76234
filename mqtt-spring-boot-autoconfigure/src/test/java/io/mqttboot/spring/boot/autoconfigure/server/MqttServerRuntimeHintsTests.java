package io.mqttboot.spring.boot.autoconfigure.server;

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

class MqttServerRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	MqttServerRuntimeHintsTests() {
		new MqttServerRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
	}

	@Test
	void every_named_handler_of_the_engine_may_be_asked_for_its_methods() {
		List<JavaClass> handlers = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.mqttboot.protocol", "io.mqttboot.server")
			.stream()
			.filter((each) -> each.isAssignableTo(ChannelHandler.class) && !each.isAnonymousClass())
			.toList();
		assertThat(handlers).isNotEmpty()
			.allSatisfy((handler) -> assertThat(RuntimeHintsPredicates.reflection()
				.onType(handler.reflect())
				.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(this.hints));
	}

	@Test
	void the_transports_that_are_looked_for_can_be_found() throws ClassNotFoundException {
		for (String name : List.of("io.netty.channel.epoll.Epoll", "io.netty.channel.uring.IoUring")) {
			assertThat(
					RuntimeHintsPredicates.reflection().onType(Class.forName(name, false, getClass().getClassLoader())))
				.accepts(this.hints);
		}
	}

}
