package io.mqttboot.testkit;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClausesTests {

	private final Clauses clauses = Clauses.load();

	@Test
	void the_tables_are_as_long_as_the_appendices_of_the_standards() {
		assertThat(of(Standard.MQTT_3_1_1)).hasSize(141);
		assertThat(of(Standard.MQTT_5_0)).hasSize(251);
	}

	@Test
	void every_id_belongs_to_its_section_and_says_something() {
		assertThat(this.clauses.all()).allSatisfy((statement) -> {
			assertThat(statement.id()).matches("MQTT-\\d\\.\\d{1,2}\\.\\d-\\d{1,2}");
			assertThat(statement.paraphrase()).isNotBlank();
			assertThat(statement.section()).isNotBlank();
		});
	}

	@Test
	void the_numbers_of_a_section_have_no_gap() {
		for (Standard standard : Standard.values()) {
			int expected = 1;
			String before = "";
			for (NormativeStatement statement : of(standard)) {
				String[] parts = statement.id().split("-");
				expected = parts[1].equals(before) ? expected + 1 : 1;
				before = parts[1];
				if (statement.key().equals("MQTT-2.2.1-2")) {
					expected = 2; // the standard has no MQTT-2.2.1-1
				}
				assertThat(Integer.parseInt(parts[2])).as(statement.key()).isEqualTo(expected);
			}
		}
	}

	@Test
	void a_statement_is_found_by_what_the_annotation_calls_it() {
		assertThat(this.clauses.find("MQTT-3.1.4-3")).map(NormativeStatement::standard).contains(Standard.MQTT_5_0);
		assertThat(this.clauses.find("3.1.1:MQTT-3.1.4-2")).map(NormativeStatement::bindsServer).contains(true);
		assertThat(this.clauses.find("MQTT-9.9.9-9")).isEmpty();
	}

	private List<NormativeStatement> of(Standard standard) {
		return this.clauses.all().stream().filter((statement) -> statement.standard() == standard).toList();
	}

}
