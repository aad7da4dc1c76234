package io.mqttboot.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Every normative statement of MQTT 3.1.1 and 5.0, in the order of the standards, read
 * from one table each: id, whom it binds, paraphrase; lines with {@code ##} begin a
 * section.
 */
public final class Clauses {

	private static final String SECTION = "## ";

	private final Map<String, NormativeStatement> byKey;

	private Clauses(Map<String, NormativeStatement> byKey) {
		this.byKey = Collections.unmodifiableMap(byKey);
	}

	/**
	 * Reads the tables.
	 * @return all statements
	 */
	public static Clauses load() {
		Map<String, NormativeStatement> byKey = new LinkedHashMap<>();
		for (Standard standard : Standard.values()) {
			for (NormativeStatement statement : read(standard, lines(standard.table()))) {
				if (byKey.put(statement.key(), statement) != null) {
					throw new IllegalArgumentException(statement.key() + " stands twice in " + standard.table());
				}
			}
		}
		return new Clauses(byKey);
	}

	/**
	 * Returns all statements.
	 * @return them, those of 3.1.1 first
	 */
	public Collection<NormativeStatement> all() {
		return this.byKey.values();
	}

	/**
	 * Looks a statement up.
	 * @param key its id as in {@link Clause}
	 * @return the statement, if there is one
	 */
	public Optional<NormativeStatement> find(String key) {
		return Optional.ofNullable(this.byKey.get(key));
	}

	private static List<NormativeStatement> read(Standard standard, List<String> lines) {
		List<NormativeStatement> statements = new ArrayList<>();
		String section = "";
		for (String line : lines) {
			if (line.startsWith(SECTION)) {
				section = line.substring(SECTION.length());
			}
			else if (!line.isBlank()) {
				String[] cells = line.split("\t");
				NormativeStatement.Binds binds = NormativeStatement.Binds.valueOf(cells[1].toUpperCase(Locale.ROOT));
				statements.add(new NormativeStatement(standard, cells[0], section, binds, cells[2]));
			}
		}
		return statements;
	}

	static List<String> lines(String resource) {
		InputStream stream = Objects.requireNonNull(Clauses.class.getResourceAsStream(resource), resource);
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
			return reader.lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
