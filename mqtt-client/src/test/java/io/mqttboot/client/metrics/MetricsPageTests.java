package io.mqttboot.client.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the meters says what the catalogue of the client says.
 */
class MetricsPageTests {

	private static final Pattern ROW = Pattern
		.compile("\\| `(mqtt\\.client[a-z.]+)` \\| `([a-z_]+)` \\| (\\w+) \\| ([^|]+) \\| (.+) \\|");

	private static final Pattern VALUES = Pattern.compile("- `(mqtt\\.client[a-z.]+)`, `(\\w+)`: ((?:`[^`]+`,?\\s+)+)");

	private static final Pattern WORD = Pattern.compile("`([^`]+)`");

	@Test
	void the_page_lists_every_meter_as_it_is() throws IOException {
		List<List<String>> rows = ROW.matcher(page())
			.results()
			.map((row) -> List.of(row.group(1), row.group(2), row.group(3), row.group(4), row.group(5)))
			.toList();
		assertThat(rows).containsExactlyElementsOf(Stream.of(ClientMeter.values())
			.map((meter) -> List.of(meter.meterName(), prometheus(meter), meter.kind().name().toLowerCase(Locale.ROOT),
					tags(meter), meter.description()))
			.toList());
	}

	@Test
	void the_page_lists_every_value_of_every_tag() throws IOException {
		List<List<String>> values = VALUES.matcher(page())
			.results()
			.map((entry) -> Stream
				.concat(Stream.of(entry.group(1), entry.group(2)),
						WORD.matcher(entry.group(3)).results().map((each) -> each.group(1)))
				.toList())
			.toList();
		assertThat(values).containsExactlyElementsOf(Stream.of(ClientMeter.values())
			.flatMap((meter) -> meter.tags()
				.stream()
				.map((tag) -> Stream.concat(Stream.of(meter.meterName(), tag.key()), tag.values().stream()).toList()))
			.toList());
	}

	private static String tags(ClientMeter meter) {
		return meter.tags().isEmpty() ? "–"
				: meter.tags().stream().map((tag) -> "`" + tag.key() + "`").collect(Collectors.joining(", "));
	}

	private static String prometheus(ClientMeter meter) {
		String name = NamingConvention.snakeCase.name(meter.meterName(), Meter.Type.OTHER);
		return switch (meter.kind()) {
			case GAUGE -> name;
			case COUNTER -> name + "_total";
			case TIMER -> name + "_seconds";
		};
	}

	private static String page() throws IOException {
		return Files.readString(Path.of("../docs/metrics.md"));
	}

}
