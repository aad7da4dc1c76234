package io.mqttboot.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * Which tests prove which normative statements: read from {@link Clause} on compiled test
 * classes, which need not be loaded, and from a table of waivers that says why a
 * statement cannot be tested.
 */
public final class ClauseCoverage {

	private static final String INTRODUCTION = """
			# Conformance%s

			Every normative statement of MQTT 3.1.1 and MQTT 5.0 that binds a %s, in our own words; the ids are those \
			of the standards. Next to each stand the tests that prove it, or why no test can. Generated from the tests' \
			`@Clause` annotations: `./mvnw test -pl mqtt-%s -am -Dtest=ConformancePageTests \
			-Dsurefire.failIfNoSpecifiedTests=false -Dconformance.write=true` writes it anew, and the build fails while it \
			is out of date.
			""";

	private final Role role;

	private final Clauses clauses;

	private final Map<String, TreeSet<String>> tests;

	private final Map<String, String> waivers;

	private ClauseCoverage(Role role, Clauses clauses, Map<String, TreeSet<String>> tests,
			Map<String, String> waivers) {
		this.role = role;
		this.clauses = clauses;
		this.tests = tests;
		this.waivers = waivers;
	}

	/**
	 * Reads test classes and the waivers of the server.
	 * @param testClasses directories of compiled test classes
	 * @return the coverage
	 */
	public static ClauseCoverage ofServer(Path... testClasses) {
		return of(Role.SERVER, testClasses);
	}

	/**
	 * Reads test classes and the waivers of the client.
	 * @param testClasses directories of compiled test classes
	 * @return the coverage
	 */
	public static ClauseCoverage ofClient(Path... testClasses) {
		return of(Role.CLIENT, testClasses);
	}

	private static ClauseCoverage of(Role role, Path... testClasses) {
		Map<String, TreeSet<String>> tests = new TreeMap<>();
		List<Path> present = Arrays.stream(testClasses).filter(Files::isDirectory).toList();
		// only our own annotations are looked at: what they refer to need not be resolved
		JavaClasses imported = ArchConfiguration.withThreadLocalScope((configuration) -> {
			configuration.setResolveMissingDependenciesFromClassPath(false);
			return new ClassFileImporter().importPaths(present);
		});
		for (JavaClass type : imported) {
			type.tryGetAnnotationOfType(Clause.class).ifPresent((clause) -> add(tests, clause, type.getSimpleName()));
			for (JavaMethod method : type.getMethods()) {
				method.tryGetAnnotationOfType(Clause.class)
					.ifPresent((clause) -> add(tests, clause, type.getSimpleName() + "#" + method.getName()));
			}
		}
		return new ClauseCoverage(role, Clauses.load(), tests, waivers(Clauses.lines(role.word + "-waivers.tsv")));
	}

	private static void add(Map<String, TreeSet<String>> tests, Clause clause, String test) {
		for (String key : clause.value()) {
			tests.computeIfAbsent(key, (unused) -> new TreeSet<>()).add(test);
		}
	}

	private static Map<String, String> waivers(List<String> lines) {
		Map<String, String> waivers = new LinkedHashMap<>();
		for (String line : lines) {
			if (!line.isBlank() && !line.startsWith("#")) {
				String[] cells = line.split("\t");
				waivers.put(cells[0], cells[1]);
			}
		}
		return waivers;
	}

	/**
	 * Returns what tests or waivers name though no table has it.
	 * @return the wrong ids, each with its tests
	 */
	public List<String> unknown() {
		List<String> unknown = new ArrayList<>();
		this.tests.forEach((key, names) -> {
			if (this.clauses.find(key).isEmpty()) {
				unknown.add(key + " " + names);
			}
		});
		this.waivers.keySet().stream().filter((key) -> this.clauses.find(key).isEmpty()).forEach(unknown::add);
		return unknown;
	}

	/**
	 * Returns the statements that bind its role and have neither test nor waiver.
	 * @return their ids, each with the paraphrase
	 */
	public List<String> holes() {
		return this.clauses.all()
			.stream()
			.filter(this.role::binds)
			.filter((clause) -> !this.tests.containsKey(clause.key()) && !this.waivers.containsKey(clause.key()))
			.map((clause) -> clause.key() + " " + clause.paraphrase())
			.toList();
	}

	/**
	 * Returns the waivers that no one needs, because there is a test or the statement
	 * does not bind the role.
	 * @return their ids
	 */
	public List<String> needlessWaivers() {
		return this.waivers.keySet()
			.stream()
			.filter((key) -> this.tests.containsKey(key) || !this.clauses.find(key).map(this.role::binds).orElse(false))
			.toList();
	}

	/**
	 * Writes the page.
	 * @return its Markdown
	 */
	public String page() {
		StringBuilder page = new StringBuilder(INTRODUCTION
			.formatted((this.role == Role.CLIENT) ? " of the client" : "", this.role.word, this.role.word));
		for (Standard standard : Standard.values()) {
			List<NormativeStatement> statements = this.clauses.all()
				.stream()
				.filter((statement) -> statement.standard() == standard)
				.toList();
			page.append("\n## ").append(standard.title()).append("\n\n").append(summary(statements)).append('\n');
			String section = "";
			for (NormativeStatement statement : statements) {
				if (!isShown(statement)) {
					continue;
				}
				if (!statement.section().equals(section)) {
					section = statement.section();
					page.append("\n### ").append(section).append("\n\n| id | asks | proof |\n| --- | --- | --- |\n");
				}
				page.append(row(statement));
			}
		}
		return page.toString();
	}

	private boolean isShown(NormativeStatement statement) {
		return this.role.binds(statement) || this.tests.containsKey(statement.key());
	}

	private String summary(List<NormativeStatement> statements) {
		List<NormativeStatement> binding = statements.stream().filter(this.role::binds).toList();
		long tested = binding.stream().filter((statement) -> this.tests.containsKey(statement.key())).count();
		long waived = binding.stream().filter((statement) -> this.waivers.containsKey(statement.key())).count();
		return "%d statements, %d of which bind a %s: %d proved by tests, %d not testable for the reason given."
			.formatted(statements.size(), binding.size(), this.role.word, tested, waived);
	}

	private String row(NormativeStatement statement) {
		TreeSet<String> names = this.tests.get(statement.key());
		String proof = (names != null) ? "`" + String.join("`<br>`", names) + "`"
				: this.waivers.getOrDefault(statement.key(), "**no proof**");
		return "| " + statement.id() + " | " + statement.paraphrase().replace("|", "\\|") + " | " + proof + " |\n";
	}

	/**
	 * Writes the page into a file.
	 * @param file the file
	 */
	public void writeTo(Path file) {
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			Files.writeString(file, page());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Who is to obey. */
	private enum Role {

		SERVER("server") {

			@Override
			boolean binds(NormativeStatement statement) {
				return statement.bindsServer();
			}

		},

		CLIENT("client") {

			@Override
			boolean binds(NormativeStatement statement) {
				return statement.bindsClient();
			}

		};

		private final String word;

		Role(String word) {
			this.word = word;
		}

		abstract boolean binds(NormativeStatement statement);

	}

}
