package io.mqttboot.spring.boot.test;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection through the relay: bytes go to the broker as they come, what
 * the broker sends goes packet by packet and meets the faults.
 */
final class RelayedConnection {

	private static final Logger logger = LoggerFactory.getLogger(RelayedConnection.class);

	private static final int END_SECONDS = 5;

	private final Socket client;

	private final Socket broker;

	private final int port;

	private final Faults faults;

	private final ScheduledExecutorService later;

	private final Consumer<RelayedConnection> onEnd;

	// the broker has let go
	private final CountDownLatch released = new CountDownLatch(1);

	private final AtomicInteger directions = new AtomicInteger(2);

	// Acknowledgements that were delayed, oldest first, and when the last of them is due.
	// Timers may go off out of order, so each writes the oldest, whose ever it was.
	private final Queue<byte[]> late = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private long lastDue = System.nanoTime();

	RelayedConnection(Socket client, Socket broker, Faults faults, ScheduledExecutorService later,
			Consumer<RelayedConnection> onEnd) throws IOException {
		this.client = client;
		this.broker = broker;
		this.port = broker.getLocalPort();
		this.faults = faults;
		this.later = later;
		this.onEnd = onEnd;
		client.setTcpNoDelay(true);
		broker.setTcpNoDelay(true);
	}

	void start() {
		Relay.daemon(this::toBroker, "mqtt-test-broker-in").start();
		Relay.daemon(this::toClient, "mqtt-test-broker-out").start();
	}

	/** Where the broker thinks that it comes from. */
	int port() {
		return this.port;
	}

	/** Ends the connection to the client; the broker notices a little later. */
	void cut() {
		Sockets.close(this.client);
	}

	/** Waits until the broker has let go, and makes it if it does not. */
	void awaitEnd() {
		try {
			if (!this.released.await(END_SECONDS, TimeUnit.SECONDS)) {
				logger.warn("The test broker did not notice the end of a connection in {} s", END_SECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		Sockets.close(this.broker);
	}

	private void toBroker() {
		try {
			this.client.getInputStream().transferTo(this.broker.getOutputStream());
		}
		catch (IOException ex) {
			logger.trace("A client's connection ended", ex);
		}
		Sockets.finish(this.broker);
		directionEnded();
	}

	// Reads on when the client is gone: the end of this stream says that the broker
	// knows.
	private void toClient() {
		try (InputStream in = new BufferedInputStream(this.broker.getInputStream())) {
			byte[] packet = nextPacket(in);
			while (packet != null) {
				handOn(packet);
				packet = nextPacket(in);
			}
			Sockets.finish(this.client);
		}
		catch (IOException ex) {
			logger.trace("The broker's connection ended", ex);
			Sockets.close(this.client);
		}
		this.released.countDown();
		directionEnded();
	}

	private void directionEnded() {
		if (this.directions.decrementAndGet() == 0) {
			Sockets.close(this.client);
			Sockets.close(this.broker);
			this.onEnd.accept(this);
		}
	}

	private void handOn(byte[] packet) {
		MqttTestPacket type = MqttTestPacket.of(packet[0]);
		if (type == null) {
			write(packet);
		}
		else if (!this.faults.loses(type)) {
			long now = System.nanoTime();
			long due = now + this.faults.delayNanos(type);
			if (type.isAcknowledgement() && (due > now || this.waiting.get() > 0)) {
				this.lastDue = (due - this.lastDue > 0) ? due : this.lastDue;
				writeLater(packet, this.lastDue - now);
			}
			else {
				write(packet);
			}
		}
	}

	private void writeLater(byte[] packet, long nanos) {
		this.waiting.incrementAndGet();
		this.late.add(packet);
		try {
			this.later.schedule(this::writeOldest, nanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The relay is closed, an acknowledgement is lost", ex);
		}
	}

	private void writeOldest() {
		synchronized (this.client) {
			write(this.late.remove());
		}
		this.waiting.decrementAndGet();
	}

	private void write(byte[] packet) {
		try {
			OutputStream out = this.client.getOutputStream();
			synchronized (this.client) {
				out.write(packet);
			}
		}
		catch (IOException ex) {
			logger.trace("A client is gone before its packet", ex);
		}
	}

	/** Reads one packet, its fixed header included; {@code null} at the end. */
	private static byte @Nullable [] nextPacket(InputStream in) throws IOException {
		byte[] header = new byte[5];
		int first = in.read();
		if (first < 0) {
			return null;
		}
		header[0] = (byte) first;
		int at = 1;
		int length = 0;
		int next;
		do {
			next = in.read();
			if (next < 0 || at == header.length) {
				throw new IOException("the broker's stream ends within a packet, or is no MQTT");
			}
			length |= (next & 0x7F) << (7 * (at - 1));
			header[at++] = (byte) next;
		}
		while ((next & 0x80) != 0);
		byte[] packet = new byte[at + length];
		System.arraycopy(header, 0, packet, 0, at);
		if (in.readNBytes(packet, at, length) < length) {
			throw new IOException("the broker's stream ends within a packet");
		}
		return packet;
	}

}
