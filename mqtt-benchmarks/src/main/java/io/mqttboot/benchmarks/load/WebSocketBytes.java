package io.mqttboot.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a client writes to speak MQTT over a WebSocket, made by hand.
 */
public final class WebSocketBytes {

	private static final int SHORT_MAX = 125;

	private WebSocketBytes() {
	}

	/**
	 * Returns the request that opens a WebSocket.
	 * @return the request, whole
	 */
	public static byte[] request() {
		return """
				GET /mqtt HTTP/1.1\r
				Host: localhost\r
				Upgrade: websocket\r
				Connection: Upgrade\r
				Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
				Sec-WebSocket-Version: 13\r
				Sec-WebSocket-Protocol: mqtt\r
				\r
				""".getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Returns a packet in a frame of a client, masked with zeros.
	 * @param packet a packet of at most 125 bytes
	 * @return the frame
	 */
	public static byte[] frame(byte[] packet) {
		if (packet.length > SHORT_MAX) {
			throw new IllegalArgumentException("a packet of " + packet.length + " bytes");
		}
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(0x82); // binary, and all of it
		frame.write(0x80 | packet.length);
		frame.writeBytes(new byte[4]);
		frame.writeBytes(packet);
		return frame.toByteArray();
	}

}
