package io.mqttboot.client.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server on loopback, and passes on what they say: plain,
 * as the end of TLS, or after a greeting as proxies have one.
 */
public final class Relay implements AutoCloseable {

	private final ServerSocket listener;

	private final Greeting greeting;

	private final Passage passage;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "relay");
		thread.setDaemon(true);
		return thread;
	});

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final List<String> failures = new CopyOnWriteArrayList<>();

	private volatile boolean closed;

	/**
	 * What is said before bytes are passed on.
	 */
	@FunctionalInterface
	public interface Greeting {

		/** Returns where to connect to, {@code null} if the client is sent away. */
		@Nullable InetSocketAddress greet(InputStream in, OutputStream out) throws IOException;

	}

	/**
	 * Passes on what one side said.
	 */
	@FunctionalInterface
	public interface Passage {

		/**
		 * Writes bytes; returns whether this side may go on, otherwise the other one
		 * hears no more of it. What is thrown ends the connection.
		 */
		boolean pass(byte[] bytes, int length, OutputStream out) throws IOException;

	}

	/** Begins to listen on a socket that is bound to loopback. */
	public Relay(ServerSocket listener, Greeting greeting) {
		this(listener, greeting, (bytes, length, out) -> {
			out.write(bytes, 0, length);
			out.flush();
			return true;
		});
	}

	/** Begins to listen, and passes on in a way of its own. */
	public Relay(ServerSocket listener, Greeting greeting, Passage passage) {
		this.listener = listener;
		this.greeting = greeting;
		this.passage = passage;
		this.threads.execute(this::accept);
	}

	/** Passes on to a port, without a greeting. */
	public static Relay to(int port) {
		return new Relay(listener(), (in, out) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
	}

	/** Returns a socket that listens on some port of 127.0.0.1. */
	public static ServerSocket listener() {
		try {
			return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns where clients connect to. */
	public int port() {
		return this.listener.getLocalPort();
	}

	/** Returns what went wrong with connections, in words. */
	public List<String> failures() {
		return this.failures;
	}

	/** Ends all connections. */
	public void cut() {
		this.sockets.forEach(Relay::end);
		this.sockets.clear();
	}

	private void accept() {
		while (!this.closed) {
			try {
				Socket client = this.listener.accept();
				this.sockets.add(client);
				this.threads.execute(() -> serve(client));
			}
			catch (IOException ex) {
				if (!this.closed) {
					this.failures.add("accept: " + ex);
				}
			}
		}
	}

	private void serve(Socket client) {
		try {
			InetSocketAddress target = this.greeting.greet(client.getInputStream(), client.getOutputStream());
			if (target == null) {
				end(client);
				return;
			}
			Socket server = new Socket(target.getAddress(), target.getPort());
			this.sockets.add(server);
			this.threads.execute(() -> pass(server, client));
			pass(client, server);
		}
		catch (IOException ex) {
			this.failures.add(ex.toString());
			end(client);
		}
	}

	private void pass(Socket from, Socket to) {
		byte[] buffer = new byte[4096];
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				if (!this.passage.pass(buffer, read, out)) {
					to.shutdownOutput(); // the other way stays open until somebody closes
					return;
				}
			}
		}
		catch (IOException ex) {
			this.failures.add(ex.toString()); // a cut is one, too
		}
		end(from);
		end(to);
	}

	private static void end(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		cut();
		this.threads.shutdownNow();
	}

}
