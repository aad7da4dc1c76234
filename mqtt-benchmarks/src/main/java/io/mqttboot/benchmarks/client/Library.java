package io.mqttboot.benchmarks.client;

/**
 * A client library that takes part.
 */
public enum Library {

	/** Ours. */
	MQTTBOOT("mqttboot client", OurClient::new),

	/** HiveMQ's, its asynchronous flavour. */
	HIVEMQ("HiveMQ MQTT Client 1.4.1", HiveMqClient::new),

	/** Eclipse Paho, its asynchronous flavour. */
	PAHO("Eclipse Paho 1.2.5", PahoClient::new);

	private final String title;

	private final Connect connect;

	Library(String title, Connect connect) {
		this.title = title;
		this.connect = connect;
	}

	/** How a client of a library is made and connected. */
	private interface Connect {

		LibraryClient connect(int port, String clientId) throws Exception;

	}

	/** What it is, in words. */
	public String title() {
		return this.title;
	}

	/** What it is called on the command line. */
	public String id() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

	/**
	 * Returns the library of a name.
	 * @param id what it is called on the command line
	 * @return the library
	 */
	public static Library of(String id) {
		for (Library library : values()) {
			if (library.id().equals(id)) {
				return library;
			}
		}
		throw new IllegalArgumentException("no client library is called " + id);
	}

	/** Connects a client with MQTT 3.1.1 to a port of this machine. */
	LibraryClient connect(int port, String clientId) throws Exception {
		return this.connect.connect(port, clientId);
	}

}
