package io.mqttboot.spring;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MqttTopicTemplateTests {

	@ParameterizedTest
	@CsvSource({ "devices/{id}/temp,devices/+/temp", "sites/{site}/{*rest},sites/+/#", "{*all},#",
			"$share/ops/devices/{id},$share/ops/devices/+", "$queue/a/{b},$queue/a/+", "a/+/{b}/#,a/+/+/#",
			"汽车/{座椅},汽车/+" })
	void a_template_is_a_filter(String template, String filter) {
		assertThat(MqttTopicTemplate.of(template).filter().text()).isEqualTo(filter);
	}

	@Test
	void variables_are_read_out_of_a_topic() {
		assertThat(MqttTopicTemplate.of("devices/{id}/temp").match("devices/7/temp")).isEqualTo(Map.of("id", "7"));
		assertThat(MqttTopicTemplate.of("sites/{site}/{*rest}").match("sites/berlin/a/b/c"))
			.isEqualTo(Map.of("site", "berlin", "rest", "a/b/c"));
		assertThat(MqttTopicTemplate.of("a/+/{b}/#").match("a/x/y/z/w")).isEqualTo(Map.of("b", "y"));
	}

	@Test
	void variables_are_read_behind_a_group() {
		assertThat(MqttTopicTemplate.of("$share/ops/devices/{id}").match("devices/7")).isEqualTo(Map.of("id", "7"));
		assertThat(MqttTopicTemplate.of("$queue/devices/{id}").match("devices/7")).isEqualTo(Map.of("id", "7"));
	}

	@Test
	void the_rest_may_be_nothing() {
		assertThat(MqttTopicTemplate.of("a/{*rest}").match("a")).isEqualTo(Map.of("rest", ""));
	}

	@Test
	void an_empty_level_is_an_empty_value() {
		assertThat(MqttTopicTemplate.of("a/{b}/c").match("a//c")).isEqualTo(Map.of("b", ""));
	}

	@Test
	void another_topic_has_no_variables() {
		assertThat(MqttTopicTemplate.of("devices/{id}/temp").match("devices/7/hum")).isNull();
		assertThat(MqttTopicTemplate.of("{*all}").match("$SYS/load")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/{b", "a/b}", "a/{}", "a/{b}/{b}", "a/{1}", "a/{b c}", "a/{{b}}", "a/{b/c}" })
	void what_is_no_template_is_refused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicTemplate.of(text)).withMessageContaining(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/x{b}", "a/{*b}/c", "a/{b}{c}", "a/#/{b}", "a/b+" })
	void what_nobody_can_listen_to_is_refused(String text) {
		MqttTopicTemplate template = MqttTopicTemplate.of(text);
		assertThatIllegalArgumentException().isThrownBy(template::filter);
	}

	@Test
	void values_take_the_place_of_variables() {
		assertThat(MqttTopicTemplate.of("devices/{id}/cmd").expand(7)).isEqualTo("devices/7/cmd");
		assertThat(MqttTopicTemplate.of("cmd-{id}").expand("x")).isEqualTo("cmd-x");
		assertThat(MqttTopicTemplate.of("a/{*rest}").expand("b/c")).isEqualTo("a/b/c");
		assertThat(MqttTopicTemplate.of("a/{b}").expand(Map.of("b", 1, "c", 2))).isEqualTo("a/1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "+", "x#", "" })
	void a_value_that_would_reach_another_topic_is_refused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicTemplate.of("devices/{id}/cmd").expand(value))
			.withMessageContaining("devices/{id}/cmd");
	}

	@Test
	void a_missing_value_is_named() {
		MqttTopicTemplate template = MqttTopicTemplate.of("a/{b}/{c}");
		assertThatIllegalArgumentException().isThrownBy(() -> template.expand("x"))
			.withMessageContaining("2 variables")
			.withMessageContaining("1 values");
		assertThatIllegalArgumentException().isThrownBy(() -> template.expand(Map.of("b", "x")))
			.withMessageContaining("'c'");
	}

	@Test
	void a_topic_with_wildcards_cannot_be_sent_to() {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTopicTemplate.of("a/+").expand())
			.withMessageContaining("wildcard");
	}

}
