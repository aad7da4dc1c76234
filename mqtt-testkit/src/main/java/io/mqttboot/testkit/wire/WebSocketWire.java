package io.mqttboot.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * A WebSocket made by hand: the upgrade as text, frames as bytes, so that a test decides
 * how packets are spread over frames.
 */
public final class WebSocketWire implements Wire {

	/** Operation code: goes on with the message begun. */
	public static final int CONTINUATION = 0x0;

	/** Operation code: text. */
	public static final int TEXT = 0x1;

	/** Operation code: binary. */
	public static final int BINARY = 0x2;

	private static final int CLOSE = 0x8;

	private static final int PING = 0x9;

	private static final int PONG = 0xA;

	private static final int FINAL = 0x80;

	private static final byte[] MASK = { 0x37, (byte) 0xFA, 0x21, 0x3D };

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Wire socket;

	private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

	private byte[] received = {};

	private String response = "";

	private int closeCode;

	private boolean closed;

	private WebSocketWire(Wire socket) {
		this.socket = socket;
	}

	/**
	 * Connects with the sub-protocol {@code mqtt}.
	 * @param port the server's port
	 * @return the open WebSocket
	 */
	public static WebSocketWire connect(int port) {
		return upgraded(request(port, "/mqtt", "mqtt"));
	}

	/**
	 * Connects with TLS and the sub-protocol {@code mqtt}.
	 * @param port the server's port
	 * @param context what the server is trusted by, and what is shown to it
	 * @return the open WebSocket
	 */
	public static WebSocketWire connect(int port, SSLContext context) {
		return upgraded(request(TcpWire.connect(port, context), port, "/mqtt", "mqtt"));
	}

	private static WebSocketWire upgraded(WebSocketWire wire) {
		ByteReader.check(wire.status() == 101, "expected an upgrade but got " + wire.response);
		return wire;
	}

	/**
	 * Asks for an upgrade and takes whatever the answer is.
	 * @param port the server's port
	 * @param path the path
	 * @param protocols the sub-protocols offered, none if empty
	 * @return the WebSocket, open if {@link #status()} is 101
	 */
	public static WebSocketWire request(int port, String path, String protocols) {
		return request(TcpWire.connect(port), port, path, protocols);
	}

	private static WebSocketWire request(Wire socket, int port, String path, String protocols) {
		WebSocketWire wire = new WebSocketWire(socket);
		String offer = protocols.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + protocols + "\r\n";
		wire.socket.send(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
				+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
				+ offer + "Sec-WebSocket-Version: 13\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		wire.readResponse();
		return wire;
	}

	private void readResponse() {
		int end = -1;
		while (end < 0) {
			byte[] more = this.socket.receive(PATIENCE);
			ByteReader.check(more != null, "expected an answer to the upgrade but got nothing");
			append(more);
			end = text().indexOf("\r\n\r\n");
		}
		this.response = text().substring(0, end);
		this.received = Arrays.copyOfRange(this.received, end + 4, this.received.length);
	}

	private String text() {
		return new String(this.received, StandardCharsets.ISO_8859_1);
	}

	private void append(byte @Nullable [] more) {
		if (more != null) {
			int length = this.received.length;
			this.received = Arrays.copyOf(this.received, length + more.length);
			System.arraycopy(more, 0, this.received, length, more.length);
		}
	}

	/**
	 * Returns what the server answered to the upgrade.
	 * @return the HTTP status
	 */
	public int status() {
		return Integer.parseInt(this.response.split(" ")[1]);
	}

	/**
	 * Returns a header of the answer to the upgrade.
	 * @param name its name
	 * @return its value, if it is there
	 */
	public Optional<String> header(String name) {
		String prefix = name.toLowerCase(Locale.ROOT) + ":";
		return this.response.lines()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
			.map((line) -> line.substring(prefix.length()).trim())
			.findFirst();
	}

	/**
	 * Returns why the server closed the WebSocket.
	 * @return its close code, 0 if it sent none
	 */
	public int closeCode() {
		return this.closeCode;
	}

	@Override
	public void send(byte[] bytes) {
		frame(true, BINARY, bytes);
	}

	/**
	 * Sends one binary message in several frames.
	 * @param parts what each frame holds
	 */
	public void sendFragmented(byte[]... parts) {
		for (int i = 0; i < parts.length; i++) {
			frame(i == parts.length - 1, (i == 0) ? BINARY : CONTINUATION, parts[i]);
		}
	}

	/**
	 * Sends text.
	 * @param text the text
	 */
	public void sendText(String text) {
		frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends one frame, masked as a client must.
	 * @param last whether the message ends with it
	 * @param operation the operation code
	 * @param payload what it holds
	 */
	public void frame(boolean last, int operation, byte[] payload) {
		ByteWriter frame = new ByteWriter().one((last ? FINAL : 0) | operation);
		if (payload.length < 126) {
			frame.one(0x80 | payload.length);
		}
		else if (payload.length < 65_536) {
			frame.one(0x80 | 126).two(payload.length);
		}
		else {
			frame.one(0x80 | 127).four(0).four(payload.length);
		}
		frame.raw(MASK);
		for (int i = 0; i < payload.length; i++) {
			frame.one(payload[i] ^ MASK[i % 4]);
		}
		this.socket.send(frame.bytes());
	}

	@Override
	public byte @Nullable [] receive(Duration max) {
		long deadline = System.nanoTime() + max.toNanos();
		readFrames();
		while (this.messages.size() == 0 && !this.closed) {
			byte[] more = this.socket.receive(Duration.ofNanos(deadline - System.nanoTime()));
			append(more);
			readFrames();
			if (more == null) {
				this.closed |= this.socket.closed();
				break;
			}
		}
		byte[] bytes = this.messages.toByteArray();
		this.messages.reset();
		return (bytes.length > 0) ? bytes : null;
	}

	private void readFrames() {
		while (this.received.length >= 2) {
			int first = this.received[0] & 0xFF;
			int length = this.received[1] & 0xFF; // a server does not mask
			int head = switch (length) {
				case 126 -> 4;
				case 127 -> 10;
				default -> 2;
			};
			if (this.received.length < head) {
				return;
			}
			if (length >= 126) {
				length = 0;
				for (int i = 2; i < head; i++) {
					length = length << 8 | this.received[i] & 0xFF;
				}
			}
			if (this.received.length < head + length) {
				return;
			}
			take(first & 0x0F, Arrays.copyOfRange(this.received, head, head + length));
			this.received = Arrays.copyOfRange(this.received, head + length, this.received.length);
		}
	}

	private void take(int operation, byte[] payload) {
		switch (operation) {
			case BINARY, CONTINUATION -> this.messages.writeBytes(payload);
			case PING -> frame(true, PONG, payload);
			case PONG -> {
				// an answer that nobody waits for
			}
			case CLOSE -> {
				this.closeCode = (payload.length < 2) ? 0 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
				this.closed = true;
			}
			default -> throw new AssertionError("MQTT comes in binary frames but got operation code " + operation);
		}
	}

	@Override
	public boolean closed() {
		return this.closed && this.messages.size() == 0;
	}

	@Override
	public void abort() {
		this.closed = true;
		this.socket.abort();
	}

	@Override
	public void close() {
		this.closed = true;
		this.socket.close();
	}

}
