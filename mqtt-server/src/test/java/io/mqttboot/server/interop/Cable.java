package io.mqttboot.server.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.SocketFactory;

/**
 * Makes the sockets of a client and can close them under its feet.
 */
final class Cable extends SocketFactory {

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	/** Ends every connection as a power cut would. */
	void pull() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	@Override
	public Socket createSocket() {
		Socket socket = new Socket();
		this.sockets.add(socket);
		return socket;
	}

	@Override
	public Socket createSocket(String host, int port) {
		throw notUsed();
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress local, int localPort) {
		throw notUsed();
	}

	@Override
	public Socket createSocket(InetAddress host, int port) {
		throw notUsed();
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
		throw notUsed();
	}

	private static UnsupportedOperationException notUsed() {
		return new UnsupportedOperationException("Paho connects its sockets itself");
	}

}
