package io.mqttboot.testkit.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * R1 to R4: which package may know which other one, and who may know the libraries.
 */
final class DirectionRules {

	private static final DescribedPredicate<JavaClass> OBSERVATION = resideInAnyPackage("io.micrometer.observation..",
			"io.micrometer.common..");

	static final ArchRule NO_CYCLES = slices().matching("(io.mqttboot..)")
		.namingSlices("$1")
		.should()
		.beFreeOfCycles()
		.as("R1 no cycles between packages");

	static final ArchRule NETTY = noClasses()
		.that(resideOutsideOfPackages("io.mqttboot.protocol.codec", "io.mqttboot.server.internal.transport..",
				"io.mqttboot.server.internal.connection..", "io.mqttboot.client.internal",
				"io.mqttboot.client.internal.transport..", "io.mqttboot.client.internal.connection..",
				"io.mqttboot.example.."))
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.netty..")
		.as("R3 Netty only in codec, transport and connection");

	static final ArchRule SPRING = noClasses()
		.that(resideOutsideOfPackages("io.mqttboot.spring..", "io.mqttboot.example.."))
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..")
		.as("R4 Spring only in the Spring modules");

	static final ArchRule MICROMETER = noClasses().that(resideOutsideOfPackages("..metrics..", "io.mqttboot.example.."))
		.should()
		.dependOnClassesThat(resideInAPackage("io.micrometer..").and(not(OBSERVATION)))
		.as("R4 Micrometer only in metrics");

	// spring-context depends on these two itself, so they are always there
	static final ArchRule OBSERVATIONS = noClasses()
		.that(resideOutsideOfPackages("io.mqttboot.spring..", "..metrics..", "io.mqttboot.example.."))
		.should()
		.dependOnClassesThat(OBSERVATION)
		.as("R4 observation only in the Spring modules");

	static final ArchRule DRIVERS = noClasses()
		.that(resideOutsideOfPackages("io.mqttboot.store.rocksdb..", "io.mqttboot.cluster.redis..",
				"io.mqttboot.spring.."))
		.should()
		.dependOnClassesThat(resideInAnyPackage("org.rocksdb..", "io.lettuce.."))
		.as("R4 a driver only in its own module");

	static final ArchRule EVERY_PACKAGE_IS_A_ROOM = classes()
		.that(resideInAnyPackage("io.mqttboot", "io.mqttboot.protocol..", "io.mqttboot.server..",
				"io.mqttboot.client.."))
		.should(new HaveARoom())
		.as("R2 every package of an engine is a room");

	static final List<ArchRule> ALL = all();

	private DirectionRules() {
	}

	private static List<ArchRule> all() {
		List<ArchRule> rules = new ArrayList<>(
				List.of(NO_CYCLES, EVERY_PACKAGE_IS_A_ROOM, NETTY, SPRING, MICROMETER, OBSERVATIONS, DRIVERS));
		Stream.of(Room.values()).map(DirectionRules::direction).forEach(rules::add);
		return List.copyOf(rules);
	}

	private static ArchRule direction(Room room) {
		String[] allowed = room.visible().toArray(String[]::new);
		return classes().that()
			.resideInAPackage(room.packages())
			.should()
			.onlyDependOnClassesThat(resideOutsideOfPackages("io.mqttboot..").or(resideInAnyPackage(allowed)))
			.as("R2 " + room + " looks down only, at " + room.below());
	}

	/** A package that is in no room would know whomever it likes. */
	private static final class HaveARoom extends ArchCondition<JavaClass> {

		HaveARoom() {
			super("stand in a room");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			if (Stream.of(Room.values()).noneMatch((room) -> room.holds(type))) {
				events.add(SimpleConditionEvent.violated(type,
						"no room holds the package " + type.getPackageName() + "; is it in Room?"));
			}
		}

	}

}
