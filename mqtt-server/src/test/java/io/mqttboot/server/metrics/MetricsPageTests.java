package io.mqttboot.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the meters says what the catalogue says.
 */
class MetricsPageTests {

	private static final Pattern ROW = Pattern
		.compile("\\| `(mqtt(?!\\.client)[a-z.]+)` \\| `([a-z_]+)` \\| (\\w+) \\| (?:`(\\w+)`|–) \\| (.+) \\|");

	private static final Pattern VALUES = Pattern
		.compile("- `(mqtt(?!\\.client)[a-z.]+)`, `\\w+`: ((?:`[^`]+`,?\\s+)+)");

	@Test
	void the_page_lists_every_meter_as_it_is() throws IOException {
		List<List<String>> rows = ROW.matcher(page())
			.results()
			.map((row) -> List.of(row.group(1), row.group(2), row.group(3), String.valueOf(row.group(4)), row.group(5)))
			.toList();
		assertThat(rows).containsExactlyElementsOf(Stream.of(ServerMeter.values())
			.map((meter) -> List.of(meter.meterName(), prometheus(meter), meter.kind().name().toLowerCase(Locale.ROOT),
					String.valueOf(meter.tag()), meter.description()))
			.toList());
	}

	@Test
	void the_page_lists_every_value_of_every_tag() throws IOException {
		List<List<String>> values = VALUES.matcher(page())
			.results()
			.map((entry) -> Stream
				.concat(Stream.of(entry.group(1)),
						Pattern.compile("`([^`]+)`").matcher(entry.group(2)).results().map((each) -> each.group(1)))
				.toList())
			.toList();
		assertThat(values).containsExactlyElementsOf(Stream.of(ServerMeter.values())
			.filter((meter) -> meter.tag() != null)
			.map((meter) -> Stream.concat(Stream.of(meter.meterName()), meter.tagValues().stream()).toList())
			.toList());
	}

	/** The suffixes that Prometheus wants; what it really exports the example tests. */
	private static String prometheus(ServerMeter meter) {
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
