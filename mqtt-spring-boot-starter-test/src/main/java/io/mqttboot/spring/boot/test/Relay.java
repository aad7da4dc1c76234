package io.mqttboot.spring.boot.test;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port that clients see, and the connections through it to the broker behind it. Open
 * from its creation until it is closed.
 */
final class Relay {

	private static final Logger logger = LoggerFactory.getLogger(Relay.class);

	// below those that Linux, macOS and Windows give to connections
	private static final int PORT_MIN = 20_000;

	private static final int PORT_MAX = 32_000;

	private static final int ATTEMPTS = 50;

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
			Relay relay = new Relay((port != 0) ? listen(port) : listenAnywhere(), brokerPort, faults);
			daemon(relay::accept, "mqtt-test-broker-accept").start();
			return relay;
		}
		catch (IOException ex) {
			throw new IllegalStateException("port " + port + " cannot be opened: " + ex.getMessage(), ex);
		}
	}

	// The port must be free again after a stop. Those that the system gives to whoever
	// connects somewhere may be taken by then, even by the client that tries to come
	// back.
	private static ServerSocket listenAnywhere() throws IOException {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			try {
				return listen(ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX));
			}
			catch (BindException ex) {
				logger.trace("A port is taken, the next one is tried", ex);
			}
		}
		return listen(0);
	}

	private static ServerSocket listen(int port) throws IOException {
		ServerSocket listener = new ServerSocket();
		try {
			// otherwise connections that have just ended keep the port
			listener.setReuseAddress(true);
			listener.bind(new InetSocketAddress(loopback(), port), BACKLOG);
			return listener;
		}
		catch (IOException ex) {
			listener.close();
			throw ex;
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
	 * Cuts all connections, and returns when the broker has closed them.
	 * @return the ports that they came to the broker from
	 */
	Set<Integer> cut() {
		List<RelayedConnection> open = List.copyOf(this.connections);
		open.forEach(RelayedConnection::cut);
		open.forEach(RelayedConnection::awaitEnd);
		return open.stream().map(RelayedConnection::port).collect(Collectors.toSet());
	}

	/** Closes the port and cuts all connections. */
	void close() {
		Sockets.close(this.listener);
		cut();
		this.later.shutdownNow();
	}

}
