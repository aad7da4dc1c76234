package io.mqttboot.spring.boot.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port that clients see, and the connections through it to the broker behind it. Open
 * from its creation until it is closed.
 */
final class Relay {

	private static final Logger logger = LoggerFactory.getLogger(Relay.class);

	private static final int BACKLOG = 1024;

	private final ServerSocket listener;

	private final int brokerPort;

	private final Faults faults;

	private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();

	private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1,
			(task) -> daemon(task, "mqtt-test-broker-later"));

	private Relay(ServerSocket listener, int brokerPort, Faults faults) {
		this.listener = listener;
		this.brokerPort = brokerPort;
		this.faults = faults;
	}

	/**
	 * Opens a port on the loopback address.
	 * @param port the port, 0 for any free one
	 * @throws IllegalStateException if it cannot be opened
	 */
	static Relay open(int port, int brokerPort, Faults faults) {
		try {
			ServerSocket listener = new ServerSocket();
			// otherwise connections that have just ended keep the port
			listener.setReuseAddress(true);
			listener.bind(new InetSocketAddress(loopback(), port), BACKLOG);
			Relay relay = new Relay(listener, brokerPort, faults);
			daemon(relay::accept, "mqtt-test-broker-accept").start();
			return relay;
		}
		catch (IOException ex) {
			throw new IllegalStateException("port " + port + " cannot be opened: " + ex.getMessage(), ex);
		}
	}

	static InetAddress loopback() throws IOException {
		return InetAddress.getByAddress("localhost", new byte[] { 127, 0, 0, 1 });
	}

	static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	int port() {
		return this.listener.getLocalPort();
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				connect(this.listener.accept());
			}
			catch (SocketException ex) {
				if (!this.listener.isClosed()) {
					logger.warn("The test broker could not accept a connection", ex);
				}
			}
			catch (IOException ex) {
				logger.warn("The test broker could not accept a connection", ex);
			}
		}
	}

	private void connect(Socket client) {
		RelayedConnection connection;
		try {
			connection = new RelayedConnection(client, new Socket(loopback(), this.brokerPort), this.faults, this.later,
					this.connections::remove);
		}
		catch (IOException ex) {
			logger.warn("The test broker behind port {} does not answer", port(), ex);
			Sockets.close(client);
			return;
		}
		this.connections.add(connection);
		connection.start();
		if (this.listener.isClosed()) {
			connection.cut();
		}
	}

	/**
	 * Cuts all connections, and returns when the broker has noticed.
	 * @return how many there were
	 */
	int cut() {
		List<RelayedConnection> open = List.copyOf(this.connections);
		open.forEach(RelayedConnection::cut);
		open.forEach(RelayedConnection::awaitEnd);
		return open.size();
	}

	/** Closes the port and cuts all connections. */
	void close() {
		Sockets.close(this.listener);
		cut();
		this.later.shutdownNow();
	}

}
