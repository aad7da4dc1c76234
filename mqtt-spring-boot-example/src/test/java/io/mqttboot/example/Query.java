package io.mqttboot.example;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A query of the dashboard or an alert rule, taken apart as far as its names go.
 *
 * @param from where it stands
 * @param text the query
 */
record Query(String from, String text) {

	static final Path GRAFANA = Path.of("../grafana");

	private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");

	private static final Pattern GROUPING = Pattern
		.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

	private static final Pattern SELECTOR = Pattern
		.compile("(?<![\\w:$.])([a-zA-Z_:][\\w:]*)(?!\\s*\\(|[\\w:])(?:\\{([^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

	private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

	/** Labels that Prometheus adds. */
	private static final Set<String> TARGET = Set.of("instance", "job");

	/** Everything that is asked of Prometheus under {@code grafana}. */
	static List<Query> all() throws IOException {
		List<Query> queries = new ArrayList<>(dashboard());
		queries.addAll(alerts());
		return queries;
	}

	static List<Query> dashboard() throws IOException {
		JsonNode dashboard = new JsonMapper().readTree(GRAFANA.resolve("dashboards/mqtt-server.json").toFile());
		List<Query> queries = new ArrayList<>();
		dashboard.get("panels")
			.forEach((panel) -> panel.path("targets")
				.forEach((target) -> queries
					.add(new Query("panel " + panel.get("title").asString(), target.get("expr").asString()))));
		dashboard.at("/templating/list").forEach((variable) -> {
			String definition = variable.path("definition").asString("");
			if (definition.startsWith("label_values(")) {
				queries.add(new Query("variable " + variable.get("name").asString(),
						definition.substring("label_values(".length(), definition.indexOf(','))));
			}
		});
		return queries;
	}

	@SuppressWarnings("unchecked")
	static List<Query> alerts() throws IOException {
		try (Reader reader = Files.newBufferedReader(GRAFANA.resolve("prometheus/alerts.yml"))) {
			Map<String, List<Map<String, Object>>> file = new Yaml().load(reader);
			return file.getOrDefault("groups", List.of())
				.stream()
				.flatMap((group) -> ((List<Map<String, Object>>) group.get("rules")).stream())
				.map((rule) -> new Query("alert " + rule.get("alert"), String.valueOf(rule.get("expr"))))
				.toList();
		}
	}

	/** The query as Grafana would send it. */
	String resolved() {
		return this.text.replace("$__rate_interval", "1m").replace("$instance", ".*");
	}

	/** Everything that the query names and a scrape does not have. */
	List<String> unknownTo(Scrape scrape) {
		List<String> unknown = new ArrayList<>();
		List<String> metrics = new ArrayList<>();
		for (MatchResult selector : SELECTOR.matcher(withoutGroupings()).results().toList()) {
			String name = selector.group(1);
			if (WORDS.contains(name) || name.equals("up")) {
				continue;
			}
			metrics.add(name);
			if (!scrape.has(name)) {
				unknown.add(name);
			}
			else {
				unknown.addAll(unknownLabels(scrape, name, selector.group(2)));
			}
		}
		if (metrics.isEmpty() && !this.text.contains("up{")) {
			unknown.add("no metric at all");
		}
		groupingLabels().filter((label) -> metrics.stream().noneMatch((name) -> hasLabel(scrape, name, label)))
			.forEach((label) -> unknown.add("by (" + label + ")"));
		return unknown;
	}

	private String withoutGroupings() {
		String ranges = this.text.replaceAll("\\[[^]]*]", "").replaceAll("\\boffset\\s+\\w+", "");
		return GROUPING.matcher(ranges).replaceAll("");
	}

	private Stream<String> groupingLabels() {
		return GROUPING.matcher(STRING.matcher(this.text).replaceAll("\"\""))
			.results()
			.flatMap((grouping) -> Arrays.stream(grouping.group(2).split(",")))
			.map(String::strip)
			.filter((label) -> !TARGET.contains(label));
	}

	private static List<String> unknownLabels(Scrape scrape, String name, @Nullable String matchers) {
		List<String> unknown = new ArrayList<>();
		MATCHER.matcher((matchers != null) ? matchers : "").results().forEach((matcher) -> {
			String label = matcher.group(1);
			if (!TARGET.contains(label)) {
				for (String value : matcher.group(3).split("\\|")) {
					if (!scrape.values(name, label).contains(value)) {
						unknown.add(name + "{" + label + "=\"" + value + "\"}");
					}
				}
			}
		});
		return unknown;
	}

	private static boolean hasLabel(Scrape scrape, String name, String label) {
		return scrape.values(name, label).stream().anyMatch((value) -> !value.isEmpty());
	}

	@Override
	public String toString() {
		return this.from + ": " + this.text;
	}

}
