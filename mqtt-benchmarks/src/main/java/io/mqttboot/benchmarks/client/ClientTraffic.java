package io.mqttboot.benchmarks.client;

import java.util.List;

import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Measured;

/**
 * What a client library does: an application's thread publishes as fast as the window
 * allows, to nobody or to a second client of the same library.
 *
 * @param name what it is called on the command line
 * @param title what it is, in words
 * @param qos the quality of service of publishing and of subscribing
 * @param isReceived whether a second client receives each message; then it is underway
 * until it has arrived, otherwise until it is acknowledged
 */
public record ClientTraffic(String name, String title, int qos, boolean isReceived) implements Measured {

	/** How many messages are on their way at most. */
	static final int WINDOW = 64;

	/** All that there are, in the order of tables. */
	public static final List<ClientTraffic> ALL = List.of(through(0), through(1), through(2), publish(1));

	private static ClientTraffic through(int qos) {
		return new ClientTraffic("through-q" + qos,
				"Clients: 1 to 1, window %d, 64 bytes, QoS %d, MQTT 3.1.1".formatted(WINDOW, qos), qos, true);
	}

	private static ClientTraffic publish(int qos) {
		return new ClientTraffic("publish-q" + qos,
				"Clients: 1 to nobody, window %d, 64 bytes, QoS %d, MQTT 3.1.1".formatted(WINDOW, qos), qos, false);
	}

	/**
	 * Returns the one of a name.
	 * @param name what it is called on the command line
	 * @return the traffic
	 */
	public static ClientTraffic of(String name) {
		return ALL.stream()
			.filter((each) -> each.name.equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no traffic of clients is called " + name));
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.CPU, Figure.RATE, Figure.RSS);
	}

}
