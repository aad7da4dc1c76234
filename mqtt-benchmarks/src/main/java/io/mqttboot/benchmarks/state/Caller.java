package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

import io.mqttboot.benchmarks.load.Connection;
import io.mqttboot.benchmarks.load.Frames;
import org.jspecify.annotations.Nullable;

/**
 * A client that connects and says nothing more. It is small, because there are many.
 */
class Caller extends Connection {

	private static final int BYTES = 512;

	Caller(Crowd crowd, @Nullable InetSocketAddress local, byte[] opening) throws IOException {
		super(crowd.selector(), local, crowd.address(), BYTES, BYTES);
		this.out.put(opening);
	}

	/** Returns one that comes over TCP. */
	static Caller overTcp(Crowd crowd, @Nullable InetSocketAddress local, String clientId) throws IOException {
		return new Caller(crowd, local, Frames.connect(clientId, false));
	}

	@Override
	protected void packet(ByteBuffer from, int first, int body, int end) {
		if (first != 0x20 || from.get(body + 1) != 0) {
			throw new IllegalStateException("packet " + (first >> 4) + " to a client that connects");
		}
		ready();
	}

	/** Says farewell and goes. */
	void leave() throws IOException {
		this.out.put(farewell());
		flush();
		close();
	}

	protected byte[] farewell() {
		return Frames.disconnect();
	}

}
