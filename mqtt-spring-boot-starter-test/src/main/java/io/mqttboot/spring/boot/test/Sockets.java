package io.mqttboot.spring.boot.test;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections, whatever state they are in.
 */
final class Sockets {

	private static final Logger logger = LoggerFactory.getLogger(Sockets.class);

	private Sockets() {
	}

	static void close(Closeable socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			logger.debug("A socket could not be closed", ex);
		}
	}

	/** Says that no more bytes will come, if the other side still cares. */
	static void finish(Socket socket) {
		try {
			socket.shutdownOutput();
		}
		catch (IOException ex) {
			logger.trace("A connection had ended already", ex);
		}
	}

}
