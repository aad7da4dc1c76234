package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.mqttboot.benchmarks.load.Frames;
import io.mqttboot.benchmarks.load.WebSocketBytes;
import org.jspecify.annotations.Nullable;

/**
 * A client that connects over WebSocket and says nothing more.
 */
final class WebSocketCaller extends Caller {

	private static final String SWITCHED = "HTTP/1.1 101";

	private static final String END = "\r\n\r\n";

	private static final int HEAD_BYTES = 2;

	private static final int BINARY = 2;

	private final byte[] connect;

	private boolean open;

	WebSocketCaller(Crowd crowd, @Nullable InetSocketAddress local, String clientId) throws IOException {
		super(crowd, local, WebSocketBytes.request());
		this.connect = WebSocketBytes.frame(Frames.connect(clientId, false));
	}

	@Override
	protected byte[] farewell() {
		return WebSocketBytes.frame(Frames.disconnect());
	}

	@Override
	protected void received(ByteBuffer from) {
		if (!this.open) {
			readResponse(from);
		}
		// what is that short has its length in one byte
		while (this.open && from.remaining() >= HEAD_BYTES
				&& from.remaining() >= HEAD_BYTES + from.get(from.position() + 1)) {
			readFrame(from);
		}
	}

	private void readResponse(ByteBuffer from) {
		String text = StandardCharsets.ISO_8859_1.decode(from.duplicate()).toString();
		int end = text.indexOf(END);
		if (end < 0) {
			return;
		}
		if (!text.startsWith(SWITCHED)) {
			throw new IllegalStateException(text.lines().findFirst().orElse("an empty answer"));
		}
		from.position(from.position() + end + END.length());
		this.out.put(this.connect);
		this.open = true;
	}

	private void readFrame(ByteBuffer from) {
		int opcode = from.get() & 0xF;
		int length = from.get();
		if (opcode == BINARY) {
			super.received(from.slice(from.position(), length));
		}
		from.position(from.position() + length);
	}

}
