package io.mqttboot.spring.boot.test;

/**
 * Any server, behind a relay that can cut its connections.
 */
public final class RelayedServer implements AutoCloseable {

	private final Relay relay;

	public RelayedServer(int port) {
		this.relay = Relay.open(0, port, new Faults());
	}

	public String serverUri() {
		return "tcp://127.0.0.1:" + this.relay.port();
	}

	/** Cuts every connection without a word. */
	public void cut() {
		this.relay.cut();
	}

	@Override
	public void close() {
		this.relay.close();
	}

}
