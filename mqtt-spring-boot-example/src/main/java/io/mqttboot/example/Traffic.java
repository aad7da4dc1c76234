package io.mqttboot.example;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Two clients on loopback, one of which publishes to the other at QoS 0, 1 and 2 in turn.
 */
class Traffic {

	private static final int WINDOW = 50;

	private final int port;

	Traffic(int port) {
		this.port = port;
	}

	/** Returns how many messages arrived: all, unless the broker drops at QoS 0. */
	int run(int messages) throws IOException {
		String run = Integer.toString(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE), 36);
		String topic = "example/traffic/" + run;
		try (TrafficClient subscriber = new TrafficClient(this.port, "traffic-sub-" + run);
				TrafficClient publisher = new TrafficClient(this.port, "traffic-pub-" + run)) {
			subscriber.subscribe(topic);
			int sent = 0;
			while (sent < messages) {
				int end = Math.min(messages, sent + WINDOW);
				while (sent < end) {
					publisher.publish(topic, sent % 3, "message " + sent);
					sent++;
				}
				publisher.ping();
				subscriber.ping();
			}
			return subscriber.receive(messages);
		}
	}

}
