package io.mqttboot.benchmarks.compare;

import java.io.IOException;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttLimits;

/**
 * Our server in a process of its own.
 */
public final class OwnServer {

	// the default is that of the documents, and too small for the large payloads
	private static final int PACKET_BYTES_MAX = 1024 * 1024;

	// beyond what the scenarios leave behind: for somebody who is away, and retained
	private static final int MESSAGES_MAX = 1_000_000;

	private static final long BYTES_MAX = 256 * 1024 * 1024;

	private OwnServer() {
	}

	/**
	 * Serves a port until its standard input ends.
	 * @param args the port, that for WebSocket (0 for none), the number of event loops (0
	 * for the default), the kind of buffers
	 */
	public static void main(String[] args) throws IOException {
		MqttLimits limits = MqttLimits.builder()
			.packetBytesMax(PACKET_BYTES_MAX)
			.queueMessagesMax(MESSAGES_MAX)
			.queueBytesMax(BYTES_MAX)
			.retainedMax(MESSAGES_MAX)
			.retainedBytesMax(BYTES_MAX)
			.build();
		MqttServerBuilder server = MqttServer.create().ip("127.0.0.1").port(Integer.parseInt(args[0]));
		if (Integer.parseInt(args[1]) != 0) {
			server.webSocketPort(Integer.parseInt(args[1]));
		}
		server
			.configure((config) -> config.eventLoops(Integer.parseInt(args[2]))
				.bufferAllocator(MqttBufferAllocator.valueOf(args[3]))
				.limits(limits))
			.start();
		System.out.println("ready");
		while (System.in.read() >= 0) {
			// until the end
		}
		System.exit(0);
	}

}
