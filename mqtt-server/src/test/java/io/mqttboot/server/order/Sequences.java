package io.mqttboot.server.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbered messages, and what order they must arrive in.
 */
final class Sequences {

	private Sequences() {
	}

	/**
	 * Checks each origin and QoS by itself: numbers only go up, but for what is sent
	 * again with DUP at QoS 1; at QoS 1 and 2 none is missing.
	 * @param count how many of each origin and QoS were published, from 1 on
	 */
	static void check(List<Receiver.Arrival> arrivals, int count, String description) {
		Map<String, List<Receiver.Arrival>> streams = new LinkedHashMap<>();
		for (Receiver.Arrival arrival : arrivals) {
			streams.computeIfAbsent(arrival.origin() + " at QoS " + arrival.qos(), (key) -> new ArrayList<>())
				.add(arrival);
		}
		streams.forEach((stream, own) -> check(own, count, stream, description));
		assertThat(streams.keySet().stream().filter((stream) -> !stream.endsWith("0"))).as("streams of %s", description)
			.isNotEmpty();
	}

	private static void check(List<Receiver.Arrival> own, int count, String stream, String description) {
		int last = 0;
		for (Receiver.Arrival arrival : own) {
			boolean again = arrival.qos() == 1 && arrival.dup() && arrival.number() <= last;
			if (!again) {
				boolean next = (arrival.qos() == 0) ? arrival.number() > last : arrival.number() == last + 1;
				assertThat(next).as("%s: %d after %d in %s", description, arrival.number(), last, stream).isTrue();
				last = arrival.number();
			}
		}
		if (own.get(0).qos() > 0) {
			assertThat(last).as("%s: the last of %s", description, stream).isEqualTo(count);
		}
	}

}
