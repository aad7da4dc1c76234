package io.mqttboot.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * A TCP connection over the loopback address.
 */
public final class TcpWire implements Wire {

	private static final int CONNECT_MILLIS = 5_000;

	private final Socket socket;

	private final byte[] buffer = new byte[65_536];

	private boolean closed;

	private TcpWire(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Connects.
	 * @param port the server's port
	 * @return the connection
	 */
	public static TcpWire connect(int port) {
		try {
			return new TcpWire(open(port));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Connects with TLS.
	 * @param port the server's port
	 * @param context what the server is trusted by, and what is shown to it; no name is
	 * compared
	 * @return the connection
	 */
	public static TcpWire connect(int port, SSLContext context) {
		try {
			SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(open(port), "localhost", port, true);
			socket.setSoTimeout(CONNECT_MILLIS);
			socket.startHandshake();
			return new TcpWire(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Socket open(int port) throws IOException {
		Socket socket = new Socket();
		socket.setTcpNoDelay(true);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
		return socket;
	}

	@Override
	public void send(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			// the server has closed; what it sent before can still be received
		}
	}

	@Override
	public byte @Nullable [] receive(Duration max) {
		if (this.closed) {
			return null;
		}
		try {
			this.socket.setSoTimeout((int) Math.max(1, max.toMillis()));
			int count = this.socket.getInputStream().read(this.buffer);
			this.closed = count < 0;
			return this.closed ? null : Arrays.copyOf(this.buffer, count);
		}
		catch (SocketTimeoutException ex) {
			return null;
		}
		catch (IOException ex) {
			this.closed = true; // a reset is an end, too
			return null;
		}
	}

	@Override
	public boolean closed() {
		return this.closed;
	}

	@Override
	public void abort() {
		try {
			this.socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		close();
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
