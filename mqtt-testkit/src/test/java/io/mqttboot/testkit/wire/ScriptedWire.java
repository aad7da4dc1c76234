package io.mqttboot.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * A wire whose other end is a list of pieces prepared by the test.
 */
final class ScriptedWire implements Wire {

	private final Queue<byte[]> pieces = new ArrayDeque<>();

	private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

	private boolean ended;

	ScriptedWire answers(String hex) {
		this.pieces.add(HexFormat.of().parseHex(hex.replace(" ", "")));
		return this;
	}

	ScriptedWire ends() {
		this.ended = true;
		return this;
	}

	String sent() {
		String hex = Bytes.hex(this.sent.toByteArray());
		this.sent.reset();
		return hex;
	}

	@Override
	public void send(byte[] bytes) {
		this.sent.writeBytes(bytes);
	}

	@Override
	public byte @Nullable [] receive(Duration max) {
		return this.pieces.poll();
	}

	@Override
	public boolean closed() {
		return this.ended && this.pieces.isEmpty();
	}

	@Override
	public void abort() {
		this.ended = true;
	}

	@Override
	public void close() {
		this.ended = true;
	}

}
