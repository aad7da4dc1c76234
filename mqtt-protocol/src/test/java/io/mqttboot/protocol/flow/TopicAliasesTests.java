package io.mqttboot.protocol.flow;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TopicAliasesTests {

	private final TopicAliases.Inbound inbound = new TopicAliases.Inbound(20);

	private final TopicAliases.Outbound outbound = new TopicAliases.Outbound(2);

	@Test
	@Clause("MQTT-3.3.2-12")
	void an_alias_that_was_set_stands_for_its_topic() {
		assertThat(this.inbound.resolve(20, "a/b")).isEqualTo("a/b");
		assertThat(this.inbound.resolve(1, "c")).isEqualTo("c");
		assertThat(this.inbound.resolve(20, "")).isEqualTo("a/b");
		assertThat(this.inbound.resolve(1, "")).isEqualTo("c");
	}

	@Test
	void an_alias_can_be_set_anew() {
		this.inbound.resolve(9, "a");
		this.inbound.resolve(9, "b");
		assertThat(this.inbound.resolve(9, "")).isEqualTo("b");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 21, 65_535 })
	@Clause({ "MQTT-3.3.2-8", "MQTT-3.3.2-9" })
	void alias_0_and_one_above_the_maximum_are_invalid(int alias) {
		assertThatExceptionOfType(MqttProtocolException.class).isThrownBy(() -> this.inbound.resolve(alias, "a"))
			.extracting(MqttProtocolException::reasonCode)
			.isEqualTo(MqttReasonCode.TOPIC_ALIAS_INVALID);
	}

	@Test
	void with_a_maximum_of_0_every_alias_is_invalid() {
		TopicAliases.Inbound none = new TopicAliases.Inbound(0);
		assertThatExceptionOfType(MqttProtocolException.class).isThrownBy(() -> none.resolve(1, "a"))
			.extracting(MqttProtocolException::reasonCode)
			.isEqualTo(MqttReasonCode.TOPIC_ALIAS_INVALID);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 8, 9, 20 })
	void an_alias_that_was_never_set_is_a_protocol_error(int alias) {
		this.inbound.resolve(3, "a");
		assertThatExceptionOfType(MqttProtocolException.class).isThrownBy(() -> this.inbound.resolve(alias, ""))
			.extracting(MqttProtocolException::reasonCode)
			.isEqualTo(MqttReasonCode.PROTOCOL_ERROR);
	}

	@Test
	void every_alias_up_to_65535_can_be_set() {
		TopicAliases.Inbound wide = new TopicAliases.Inbound(65_535);
		for (int alias = 1; alias <= 65_535; alias++) {
			wide.resolve(alias, "t" + alias);
		}
		assertThat(wide.resolve(1, "")).isEqualTo("t1");
		assertThat(wide.resolve(65_535, "")).isEqualTo("t65535");
	}

	@Test
	void outbound_a_topic_is_new_once_and_known_from_then_on() {
		assertThat(this.outbound.alias("a")).isEqualTo(1);
		assertThat(this.outbound.alias("b")).isEqualTo(2);
		assertThat(this.outbound.alias("a")).isEqualTo(-1);
		assertThat(this.outbound.alias("b")).isEqualTo(-2);
	}

	@Test
	@Clause({ "MQTT-3.1.2-26", "MQTT-3.3.2-11" })
	void outbound_no_alias_goes_above_the_peers_maximum() {
		this.outbound.alias("a");
		this.outbound.alias("b");
		assertThat(this.outbound.alias("c")).isZero();
		assertThat(this.outbound.alias("a")).isEqualTo(-1);
	}

	@Test
	@Clause("MQTT-3.1.2-27")
	void outbound_a_maximum_of_0_means_no_aliases() {
		assertThat(new TopicAliases.Outbound(0).alias("a")).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65_536 })
	void a_maximum_is_0_to_65535(int max) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TopicAliases.Inbound(max));
		assertThatIllegalArgumentException().isThrownBy(() -> new TopicAliases.Outbound(max));
	}

}
