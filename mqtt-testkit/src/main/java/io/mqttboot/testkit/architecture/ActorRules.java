package io.mqttboot.testkit.architecture;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

/**
 * R7: in the rooms of the session nothing waits and nothing asks the system for a thread
 * or for the time. (Checkstyle sees the synchronized blocks that byte code hides.)
 */
final class ActorRules {

	private static final String[] ROOMS = { "io.mqttboot.server.internal.session..",
			"io.mqttboot.server.internal.broker..", "io.mqttboot.protocol.flow.." };

	private static final Set<String> WAITING = Set.of("get", "join", "wait", "await", "sleep", "park", "acquire");

	static final ArchRule NO_SYNCHRONIZED = noMethods().that()
		.areDeclaredInClassesThat()
		.resideInAnyPackage(ROOMS)
		.should()
		.haveModifier(JavaModifier.SYNCHRONIZED)
		.as("R7 no synchronized method in session, broker and flow");

	static final ArchRule NO_LOCKS_AND_THREADS = noClasses().that()
		.resideInAnyPackage(ROOMS)
		.should()
		.dependOnClassesThat(resideInAPackage("java.util.concurrent.locks..").or(type(Thread.class))
			.or(type(Executors.class))
			.or(type(Clock.class)))
		.as("R7 no locks, threads, executors and clocks in session, broker and flow");

	static final ArchRule NO_SYSTEM_TIME = noClasses().that()
		.resideInAnyPackage(ROOMS)
		.should()
		.accessTargetWhere(target("the time of the system",
				(owner, name) -> (owner.isEquivalentTo(System.class)
						&& (name.equals("currentTimeMillis") || name.equals("nanoTime")))
						|| (owner.getPackageName().equals("java.time") && name.equals("now"))))
		.as("R7 no time of the system in session, broker and flow");

	static final ArchRule NO_WAITING = noClasses().that()
		.resideInAnyPackage(ROOMS)
		.should()
		.accessTargetWhere(target("waiting", (owner, name) -> WAITING.contains(name) && waits(owner, name)))
		.as("R7 no waiting in session, broker and flow");

	static final List<ArchRule> ALL = List.of(NO_SYNCHRONIZED, NO_LOCKS_AND_THREADS, NO_SYSTEM_TIME, NO_WAITING);

	private ActorRules() {
	}

	private static boolean waits(JavaClass owner, String name) {
		if (name.equals("get") || name.equals("join")) {
			return owner.isAssignableTo(Future.class);
		}
		return name.equals("wait") || owner.getPackageName().startsWith("java.util.concurrent")
				|| owner.isEquivalentTo(Thread.class);
	}

	private static DescribedPredicate<JavaAccess<?>> target(String description, TargetTest test) {
		return DescribedPredicate.describe(description, (access) -> {
			AccessTarget target = access.getTarget();
			return test.matches(target.getOwner(), target.getName());
		});
	}

	/** Judges what is accessed by its owner and its name. */
	@FunctionalInterface
	private interface TargetTest {

		boolean matches(JavaClass owner, String name);

	}

}
