package io.mqttboot.benchmarks.state;

/**
 * Filters of devices at sites, ten for each device: eight topics, one with {@code +} for
 * the first of them, one with {@code #} for them all. Each topic so has two or three
 * filters that match.
 */
final class Filters {

	private static final int EACH = 10;

	private static final int TOPICS_EACH = 8;

	private static final int SITES = 100;

	// next to nothing is found where the last one was
	private static final int STRIDE = 7_919;

	private final String root;

	private final int devices;

	Filters(String root, int count) {
		if (count % EACH != 0) {
			throw new IllegalArgumentException(count + " is not a multiple of " + EACH);
		}
		this.root = root;
		this.devices = count / EACH;
	}

	int count() {
		return this.devices * EACH;
	}

	/** Returns a filter. */
	String filter(int index) {
		int device = index / EACH;
		int which = index % EACH;
		if (which < TOPICS_EACH) {
			return topicOf(device, which);
		}
		return (which == TOPICS_EACH) ? site(device) + "/+/" + device + "/value/0"
				: site(device) + "/device/" + device + "/#";
	}

	int topics() {
		return this.devices * TOPICS_EACH;
	}

	/** Returns a topic; neighbours are far from each other. */
	String topic(int index) {
		return topicOf(device(index), index % TOPICS_EACH);
	}

	/** Returns how many filters match a topic. */
	int copies(int index) {
		return (index % TOPICS_EACH == 0) ? 3 : 2;
	}

	private int device(int index) {
		return (int) ((long) (index / TOPICS_EACH) * STRIDE % this.devices);
	}

	private String topicOf(int device, int value) {
		return site(device) + "/device/" + device + "/value/" + value;
	}

	private String site(int device) {
		return this.root + "/" + device % SITES;
	}

}
