package io.mqttboot.example;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of MQTT 3.1.1 in a few lines, only to make traffic: it reads while it waits
 * for an answer, and acknowledges what it reads.
 */
class TrafficClient implements AutoCloseable {

	private static final Logger LOGGER = LoggerFactory.getLogger(TrafficClient.class);

	private static final int TIMEOUT_MILLIS = 10_000;

	private static final int SILENCE_MILLIS = 2_000;

	private static final int CONNACK = 2;

	private static final int PUBLISH = 3;

	private static final int PUBACK = 4;

	private static final int PUBREC = 5;

	private static final int PUBREL = 6;

	private static final int PUBCOMP = 7;

	private static final int SUBACK = 9;

	private static final int PINGRESP = 13;

	private final Socket socket;

	private final DataInputStream in;

	private final DataOutputStream out;

	private int packetId;

	private int unacknowledged;

	private int received;

	TrafficClient(int port, String clientId) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.in = new DataInputStream(new BufferedInputStream(this.socket.getInputStream()));
		this.out = new DataOutputStream(new BufferedOutputStream(this.socket.getOutputStream()));
		write(0x10, (body) -> {
			body.writeUTF("MQTT");
			body.write(new byte[] { 4, 2, 0, 60 });
			body.writeUTF(clientId);
		});
		readUntil(CONNACK);
	}

	void subscribe(String filter) throws IOException {
		int id = nextPacketId();
		write(0x82, (body) -> {
			body.writeShort(id);
			body.writeUTF(filter);
			body.write(2);
		});
		readUntil(SUBACK);
	}

	void publish(String topic, int qos, String payload) throws IOException {
		int id = (qos > 0) ? nextPacketId() : 0;
		this.unacknowledged += (qos > 0) ? 1 : 0;
		write(0x30 | qos << 1, (body) -> {
			body.writeUTF(topic);
			if (id > 0) {
				body.writeShort(id);
			}
			body.write(payload.getBytes(StandardCharsets.UTF_8));
		});
	}

	/** Reads what has come until now, and at least all acknowledgements. */
	void ping() throws IOException {
		write(0xC0, (body) -> {
		});
		readUntil(PINGRESP);
		while (this.unacknowledged > 0) {
			read();
		}
	}

	/** Waits for messages; returns how many came when all did, or no more did. */
	int receive(int messages) throws IOException {
		this.socket.setSoTimeout(SILENCE_MILLIS);
		try {
			while (this.received < messages) {
				read();
			}
			ping();
		}
		catch (SocketTimeoutException ex) {
			LOGGER.warn("{} of {} messages did not come", messages - this.received, messages);
		}
		return this.received;
	}

	@Override
	public void close() throws IOException {
		write(0xE0, (body) -> {
		});
		this.out.flush();
		this.socket.close();
	}

	private int nextPacketId() {
		this.packetId = this.packetId % 0xFFFF + 1;
		return this.packetId;
	}

	private void readUntil(int type) throws IOException {
		this.out.flush();
		int found;
		do {
			found = read();
		}
		while (found != type);
	}

	private int read() throws IOException {
		int head = this.in.readUnsignedByte();
		ByteBuffer body = ByteBuffer.wrap(this.in.readNBytes(readLength()));
		int type = head >> 4;
		switch (type) {
			case PUBLISH -> received(head >> 1 & 3, body);
			case PUBACK, PUBCOMP -> this.unacknowledged--;
			case PUBREC -> acknowledge(0x62, body.getShort());
			case PUBREL -> acknowledge(0x70, body.getShort());
			default -> {
			}
		}
		return type;
	}

	private void received(int qos, ByteBuffer body) throws IOException {
		this.received++;
		body.position(2 + body.getShort(0));
		if (qos > 0) {
			acknowledge((qos == 1) ? 0x40 : 0x50, body.getShort());
		}
	}

	private void acknowledge(int head, int id) throws IOException {
		write(head, (body) -> body.writeShort(id));
		this.out.flush();
	}

	private int readLength() throws IOException {
		int length = 0;
		for (int shift = 0; shift < 28; shift += 7) {
			int next = this.in.readUnsignedByte();
			length |= (next & 0x7F) << shift;
			if (next < 0x80) {
				return length;
			}
		}
		throw new EOFException("no length");
	}

	private void write(int head, Body body) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		body.writeTo(new DataOutputStream(bytes));
		this.out.write(head);
		int length = bytes.size();
		while (length > 0x7F) {
			this.out.write(length & 0x7F | 0x80);
			length >>= 7;
		}
		this.out.write(length);
		bytes.writeTo(this.out);
	}

	/** What follows the fixed header. */
	private interface Body {

		void writeTo(DataOutputStream out) throws IOException;

	}

}
