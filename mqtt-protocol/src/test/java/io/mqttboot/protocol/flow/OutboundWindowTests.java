package io.mqttboot.protocol.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.mqttboot.MqttQos;
import io.mqttboot.protocol.flow.OutboundWindow.Phase;
import io.mqttboot.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class OutboundWindowTests {

	private final OutboundWindow<String> window = new OutboundWindow<>(3);

	@Test
	@Clause({ "MQTT-4.9.0-2", "MQTT-3.3.4-9" })
	void a_full_window_has_no_room_until_a_flow_ends() {
		int first = qos1("a");
		qos1("b");
		qos2("c");
		assertThat(this.window.hasRoom()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> qos1("d"));
		assertThat(this.window.acked(first)).isEqualTo("a");
		assertThat(this.window.hasRoom()).isTrue();
	}

	@Test
	void pubrec_with_success_frees_no_room() {
		int id = qos2("a");
		qos1("b");
		qos1("c");
		assertThat(this.window.received(id)).isEqualTo("a");
		assertThat(this.window.hasRoom()).isFalse();
		assertThat(this.window.completed(id)).isTrue();
		assertThat(this.window.hasRoom()).isTrue();
	}

	@Test
	void pubrec_with_an_error_frees_room_and_id() {
		int id = qos2("a");
		assertThat(this.window.refused(id)).isEqualTo("a");
		assertThat(this.window.size()).isZero();
		assertThat(this.window.completed(id)).isFalse();
	}

	@Test
	@Clause("MQTT-4.3.3-6")
	void after_pubrec_the_message_is_forgotten_and_keeps_its_place() {
		int first = qos2("a");
		int second = qos1("b");
		this.window.received(first);
		assertThat(inFlight()).containsExactly(first + " AWAITS_PUBCOMP null", second + " AWAITS_PUBACK b");
	}

	@Test
	void a_repeated_pubrec_is_told_apart_from_an_unknown_one() {
		int id = qos2("a");
		this.window.received(id);
		assertThat(this.window.received(id)).isNull();
		assertThat(this.window.awaitsComp(id)).isTrue();
		assertThat(this.window.received(77)).isNull();
		assertThat(this.window.awaitsComp(77)).isFalse();
	}

	@Test
	void acknowledgements_of_the_wrong_kind_change_nothing() {
		int one = qos1("a");
		int two = qos2("b");
		assertThat(this.window.acked(two)).isNull();
		assertThat(this.window.received(one)).isNull();
		assertThat(this.window.refused(one)).isNull();
		assertThat(this.window.completed(one)).isFalse();
		assertThat(this.window.completed(two)).isFalse();
		this.window.received(two);
		assertThat(this.window.acked(two)).isNull();
		assertThat(this.window.refused(two)).isNull();
		assertThat(inFlight()).containsExactly(one + " AWAITS_PUBACK a", two + " AWAITS_PUBCOMP null");
	}

	@Test
	@Clause("MQTT-4.9.0-1")
	void stray_acknowledgements_never_raise_the_quota() {
		int id = qos1("a");
		for (int stray : new int[] { -1, 0, 2, 77, 65_535, 65_536, id + 65_536 }) {
			assertThat(this.window.acked(stray)).isNull();
			assertThat(this.window.received(stray)).isNull();
			assertThat(this.window.refused(stray)).isNull();
			assertThat(this.window.completed(stray)).isFalse();
		}
		this.window.acked(id);
		assertThat(this.window.acked(id)).isNull();
		qos1("b");
		qos1("c");
		qos1("d");
		assertThat(this.window.hasRoom()).isFalse();
	}

	@Test
	@Clause("MQTT-4.6.0-1")
	void all_is_shown_in_the_order_it_was_sent() {
		int a = qos1("a");
		int b = qos2("b");
		qos1("c");
		this.window.acked(a);
		this.window.received(b);
		qos2("d");
		assertThat(inFlight()).containsExactly("2 AWAITS_PUBCOMP null", "3 AWAITS_PUBACK c", "4 AWAITS_PUBREC d");
	}

	@Test
	@Clause("MQTT-4.6.0-1")
	void order_is_that_of_sending_also_where_ids_turn() {
		this.window.restore(65_534, Phase.AWAITS_PUBACK, "a");
		qos1("b");
		qos1("c");
		assertThat(inFlight()).containsExactly("65534 AWAITS_PUBACK a", "65535 AWAITS_PUBACK b", "1 AWAITS_PUBACK c");
	}

	@Test
	void an_id_in_flight_is_not_given_again() {
		this.window.restore(2, Phase.AWAITS_PUBCOMP, null);
		this.window.restore(65_535, Phase.AWAITS_PUBREC, "a");
		assertThat(qos1("b")).isEqualTo(1);
		this.window.max(10);
		assertThat(qos1("c")).isEqualTo(3);
	}

	@Test
	void a_smaller_maximum_leaves_what_is_in_flight() {
		qos1("a");
		int second = qos1("b");
		this.window.max(1);
		assertThat(this.window.size()).isEqualTo(2);
		this.window.acked(second);
		assertThat(this.window.hasRoom()).isFalse();
		this.window.max(2);
		assertThat(this.window.hasRoom()).isTrue();
	}

	@Test
	void what_was_stored_can_go_beyond_the_maximum() {
		for (int id = 1; id <= 20; id++) {
			this.window.restore(id, Phase.AWAITS_PUBACK, "m" + id);
		}
		assertThat(this.window.size()).isEqualTo(20);
		assertThat(this.window.hasRoom()).isFalse();
	}

	@Test
	void an_id_is_not_restored_twice() {
		this.window.restore(5, Phase.AWAITS_PUBACK, "a");
		assertThatIllegalArgumentException().isThrownBy(() -> this.window.restore(5, Phase.AWAITS_PUBREC, "b"));
		assertThat(inFlight()).containsExactly("5 AWAITS_PUBACK a");
	}

	@Test
	void what_can_be_sent_again_is_not_restored_without_its_message() {
		assertThatNullPointerException().isThrownBy(() -> this.window.restore(5, Phase.AWAITS_PUBREC, null));
		assertThat(this.window.size()).isZero();
	}

	@Test
	void qos_0_is_never_in_flight() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.window.add("a", MqttQos.AT_MOST_ONCE));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 65_536 })
	void a_maximum_is_1_to_65535(int max) {
		assertThatIllegalArgumentException().isThrownBy(() -> new OutboundWindow<String>(max));
		assertThatIllegalArgumentException().isThrownBy(() -> this.window.max(max));
	}

	@Test
	void all_65535_ids_can_be_in_flight() {
		this.window.max(65_535);
		for (int i = 1; i <= 65_535; i++) {
			assertThat(this.window.hasRoom()).isTrue();
			assertThat(qos1("m" + i)).isEqualTo(i);
		}
		assertThat(this.window.hasRoom()).isFalse();
		assertThat(this.window.acked(30_000)).isEqualTo("m30000");
		assertThat(qos2("again")).isEqualTo(30_000);
		for (int i = 65_535; i > 0; i--) {
			assertThat((i != 30_000) ? this.window.acked(i) : this.window.refused(i)).isNotNull();
		}
		assertThat(this.window.size()).isZero();
	}

	@Test
	void ids_shared_with_other_packets_are_not_given_twice() {
		PacketIds shared = new PacketIds();
		OutboundWindow<String> sharing = new OutboundWindow<>(5, shared);
		int subscribe = shared.next();
		int publish = sharing.add("a", MqttQos.AT_LEAST_ONCE);
		assertThat(publish).isNotEqualTo(subscribe);
		assertThat(sharing.acked(subscribe)).isNull();
		assertThat(shared.free(subscribe)).isTrue();
		assertThat(shared.used()).isEqualTo(1);
	}

	@Test
	void there_is_no_room_while_other_packets_use_up_the_ids() {
		PacketIds shared = new PacketIds();
		OutboundWindow<String> sharing = new OutboundWindow<>(5, shared);
		for (int i = 0; i < 65_535; i++) {
			shared.next();
		}
		assertThat(sharing.hasRoom()).isFalse();
		shared.free(9);
		assertThat(sharing.add("a", MqttQos.AT_LEAST_ONCE)).isEqualTo(9);
	}

	@Test
	void a_visitor_may_end_what_it_is_shown() {
		qos1("a");
		qos1("b");
		qos1("c");
		this.window.forEach((id, phase, message) -> {
			if (!"b".equals(message)) {
				this.window.acked(id);
			}
		});
		assertThat(inFlight()).containsExactly("2 AWAITS_PUBACK b");
	}

	@ParameterizedTest
	@CsvSource({ "1, 5", "2, 20", "3, 100", "4, 1000", "5, 65535", "6, 9" })
	void a_random_life_agrees_with_a_plain_model(long seed, int max) {
		Random random = new Random(seed);
		this.window.max(max);
		Map<Integer, String> model = new LinkedHashMap<>();
		for (int step = 0; step < 20_000; step++) {
			if (this.window.hasRoom() && random.nextInt(100) < 55) {
				boolean qos1 = random.nextBoolean();
				String message = "m" + step;
				int id = qos1 ? qos1(message) : qos2(message);
				assertThat(model.put(id, (qos1 ? "AWAITS_PUBACK " : "AWAITS_PUBREC ") + message)).isNull();
			}
			else {
				int id = pick(model, random);
				acknowledge(model, id, random.nextInt(4));
			}
			assertThat(this.window.size()).isEqualTo(model.size());
			assertThat(this.window.hasRoom()).isEqualTo(model.size() < max);
			if (step % 500 == 0) {
				assertThat(inFlight()).containsExactlyElementsOf(lines(model));
			}
		}
		for (int id : List.copyOf(model.keySet())) {
			for (int kind = 0; kind < 4; kind++) {
				acknowledge(model, id, kind);
			}
		}
		assertThat(this.window.size()).isZero();
	}

	private int pick(Map<Integer, String> model, Random random) {
		if (model.isEmpty() || random.nextInt(20) == 0) {
			return random.nextInt(70_000);
		}
		int skipped = random.nextBoolean() ? 0 : random.nextInt(Math.min(model.size(), 40));
		return model.keySet().stream().skip(skipped).findFirst().orElseThrow();
	}

	private void acknowledge(Map<Integer, String> model, int id, int kind) {
		String state = model.getOrDefault(id, "unknown");
		String message = state.substring(state.indexOf(' ') + 1);
		boolean rec = state.startsWith("AWAITS_PUBREC");
		switch (kind) {
			case 0 -> {
				boolean expected = state.startsWith("AWAITS_PUBACK");
				assertThat(this.window.acked(id)).isEqualTo(expected ? message : null);
				if (expected) {
					model.remove(id);
				}
			}
			case 1 -> {
				assertThat(this.window.received(id)).isEqualTo(rec ? message : null);
				if (rec) {
					model.put(id, "AWAITS_PUBCOMP null");
				}
			}
			case 2 -> {
				boolean expected = state.startsWith("AWAITS_PUBCOMP");
				assertThat(this.window.awaitsComp(id)).isEqualTo(expected);
				assertThat(this.window.completed(id)).isEqualTo(expected);
				if (expected) {
					model.remove(id);
				}
			}
			default -> {
				assertThat(this.window.refused(id)).isEqualTo(rec ? message : null);
				if (rec) {
					model.remove(id);
				}
			}
		}
	}

	private static List<String> lines(Map<Integer, String> model) {
		return model.entrySet().stream().map((entry) -> entry.getKey() + " " + entry.getValue()).toList();
	}

	private List<String> inFlight() {
		List<String> lines = new ArrayList<>();
		this.window.forEach((id, phase, message) -> lines.add(id + " " + phase + " " + message));
		return lines;
	}

	private int qos1(String message) {
		return this.window.add(message, MqttQos.AT_LEAST_ONCE);
	}

	private int qos2(String message) {
		return this.window.add(message, MqttQos.EXACTLY_ONCE);
	}

	@Test
	void messages_at_qos_2_may_have_a_maximum_of_their_own() {
		OutboundWindow<String> narrow = new OutboundWindow<>(10);
		narrow.exactlyOnceMax(1);
		int id = narrow.add("two", MqttQos.EXACTLY_ONCE);
		assertThat(narrow.hasRoom(MqttQos.EXACTLY_ONCE)).isFalse();
		assertThat(narrow.hasRoom(MqttQos.AT_LEAST_ONCE)).isTrue();
		narrow.received(id);
		assertThat(narrow.hasRoom(MqttQos.EXACTLY_ONCE)).as("PUBREL counts").isFalse();
		narrow.completed(id);
		assertThat(narrow.hasRoom(MqttQos.EXACTLY_ONCE)).isTrue();
	}

}
