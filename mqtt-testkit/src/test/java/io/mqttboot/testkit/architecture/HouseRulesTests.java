package io.mqttboot.testkit.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each rule is shown to bite: a few lines that break it are compiled and judged.
 */
class HouseRulesTests {

	private static final String SESSION = "package io.mqttboot.server.internal.session; ";

	@TempDir
	private Path folder;

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("violations")
	void a_violation_is_refused(String rule, List<String> sources) throws IOException {
		JavaClasses classes = compile(sources);
		assertThat(HouseRules.product()
			.stream()
			.filter((each) -> each.allowEmptyShould(true).evaluate(classes).hasViolation())
			.map(ArchRule::getDescription)).anySatisfy((description) -> assertThat(description).startsWith(rule));
	}

	static Stream<Arguments> violations() {
		return Stream.of(
				arguments("R1 no cycles",
						List.of("package io.mqttboot.spring.a; public class A { io.mqttboot.spring.b.B b; }",
								"package io.mqttboot.spring.b; public class B { io.mqttboot.spring.a.A a; }")),
				arguments("R2 SERVER_BROKER", List.of(SESSION + "public class Session { }",
						"package io.mqttboot.server.internal.broker; class Broker { io.mqttboot.server.internal.session.Session s; }")),
				arguments("R2 VALUES",
						List.of("package io.mqttboot.protocol.topic; public class Tree { }",
								"package io.mqttboot; class Topic { io.mqttboot.protocol.topic.Tree t; }")),
				arguments("R2 SERVER_HANDLER", List.of(
						"package io.mqttboot.server.internal.connection; public class Client { }",
						"package io.mqttboot.server.internal.handler; class Handlers { io.mqttboot.server.internal.connection.Client c; }")),
				arguments("R2 SERVER_METRICS", List.of("package io.mqttboot.server.config; public class MqttConfig { }",
						"package io.mqttboot.server.metrics; class Meters { io.mqttboot.server.config.MqttConfig c; }")),
				arguments("R2 every package", List.of("package io.mqttboot.server.attic; class Box { }")),
				arguments("R3", List.of(SESSION + "class Session { io.netty.buffer.ByteBuf b; }")),
				arguments("R4 Spring",
						List.of("package org.springframework.core; public class Ordered { }",
								"package io.mqttboot.server; class Server { org.springframework.core.Ordered o; }")),
				arguments("R4 Micrometer",
						List.of("package io.micrometer.core; public class Meter { }",
								"package io.mqttboot.server.spi; class Observed { io.micrometer.core.Meter m; }")),
				arguments("R4 a driver",
						List.of("package org.rocksdb; public class RocksDB { }",
								"package io.mqttboot.server.spi; class Rocks { org.rocksdb.RocksDB m; }")),
				arguments("R5 nobody", List.of(SESSION + "public class Session { }",
						"package io.mqttboot.client; class Client { io.mqttboot.server.internal.session.Session s; }")),
				arguments("R5 nobody", List.of(SESSION + "public class Session { }",
						"package io.mqttboot.spring; class Reach { io.mqttboot.server.internal.session.Session s; }")),
				arguments("R5 public signatures", List.of(SESSION + "public class Session { }",
						"package io.mqttboot.server; public class MqttServer { public java.util.List<io.mqttboot.server.internal.session.Session> all() { return null; } }")),
				arguments("R5 public signatures", List
					.of("package io.mqttboot; public interface MqttThing { void accept(io.netty.buffer.ByteBuf[] b); }")),
				arguments("R5 public signatures", List
					.of("package io.mqttboot; public class MqttThing extends io.netty.util.AbstractReferenceCounted { protected void deallocate() { } public io.netty.util.ReferenceCounted touch(Object o) { return this; } }")),
				arguments("R6 public types", List.of("package io.mqttboot.server.spi; public interface Store { }")),
				arguments("R6 public types", List.of("package io.mqttboot.spring; public class Template { }")),
				arguments("R6 internal", List.of(SESSION + "class MqttSession { }")),
				arguments("R7 no synchronized", List.of(SESSION + "class S { synchronized void a() { } }")),
				arguments("R7 no locks", List.of(SESSION + "class S { java.util.concurrent.locks.Lock l; }")),
				arguments("R7 no locks", List.of(SESSION + "class S { Object l = Thread.currentThread(); }")),
				arguments("R7 no locks", List
					.of("package io.mqttboot.protocol.flow; class W { Object e = java.util.concurrent.Executors.newCachedThreadPool(); }")),
				arguments("R7 no time", List.of(SESSION + "class S { long now = System.nanoTime(); }")),
				arguments("R7 no time",
						List.of(SESSION
								+ "class S { java.util.function.LongSupplier now = System::currentTimeMillis; }")),
				arguments("R7 no time", List
					.of("package io.mqttboot.server.internal.broker; class B { Object now = java.time.Instant.now(); }")),
				arguments("R7 no waiting",
						List.of(SESSION
								+ "class S { Object x = new java.util.concurrent.CompletableFuture<>().join(); }")),
				arguments("R7 no waiting", List.of(SESSION + "class S { void a() throws Exception { wait(); } }")),
				arguments("R8", List.of(SESSION + "class SessionManager { }")),
				arguments("R8", List.of(SESSION + "class Sessions { static class StringUtils { } }")),
				arguments("R8", List.of(SESSION + "class AbstractSession { }")),
				arguments("R8", List.of("package io.mqttboot.spring; interface IThing { }")));
	}

	@Test
	void what_looks_like_a_violation_but_is_none_passes() throws IOException {
		JavaClasses classes = compile(List.of(SESSION
				+ "class News { interface Inbox { } java.util.Map<String, String> m; String a() { return this.m.get(\"\"); } }",
				"package io.mqttboot.server.internal.connection; class Idle { io.netty.buffer.ByteBuf b; io.mqttboot.server.spi.MqttStore s; }",
				"package io.mqttboot.server.spi; public interface MqttStore { java.util.concurrent.CompletionStage<io.mqttboot.MqttValue[]> load(int count); }",
				"package io.mqttboot; public record MqttValue(String text) { public static class Builder { } }"));
		assertThat(HouseRules.product()
			.stream()
			.map((rule) -> rule.allowEmptyShould(true).evaluate(classes))
			.filter((result) -> result.hasViolation())).isEmpty();
	}

	@Test
	void a_test_that_surefire_would_pass_by_is_refused() throws IOException {
		JavaClasses classes = compile(List.of(
				"class Proof { @org.junit.jupiter.params.ParameterizedTest void a(int b) { } }",
				"class Outer { @org.junit.jupiter.api.Nested class Inner { @org.junit.jupiter.api.Test void a() { } } }",
				"abstract class Contract { @org.junit.jupiter.api.Test void a() { } }",
				"class GoodTests extends Contract { @org.junit.jupiter.api.Nested class Inner { @org.junit.jupiter.api.Test void a() { } } }"));
		assertThat(TestRules.SUREFIRE_FINDS_EVERY_TEST.evaluate(classes).getFailureReport().getDetails()).hasSize(2)
			.anyMatch((detail) -> detail.contains("Proof"))
			.anyMatch((detail) -> detail.contains("Outer$Inner"));
	}

	@TestFactory
	Stream<DynamicTest> the_rules_hold_for_what_this_module_sees() {
		return HouseRules.tests(getClass());
	}

	private JavaClasses compile(List<String> sources) throws IOException {
		Path classes = Files.createDirectories(this.folder.resolve("classes"));
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path")));
		for (int i = 0; i < sources.size(); i++) {
			Path source = Files.createDirectories(this.folder.resolve("source" + i)).resolve(fileName(sources.get(i)));
			arguments.add(Files.writeString(source, sources.get(i)).toString());
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
		return new ClassFileImporter().importPath(classes);
	}

	private static String fileName(String source) {
		return source.replaceFirst("(?s).*?\\b(class|interface|record) (\\w+).*", "$2.java");
	}

}
