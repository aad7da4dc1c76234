package io.mqttboot.benchmarks.compare;

import java.io.IOException;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttLimits;

/**
 * Our server in a process of its own.
 */
public final class OwnServer {

	// the default is that of the documents, and too small for the large payloads
	private static final int PACKET_BYTES_MAX = 1024 * 1024;

	private OwnServer() {
	}

	/**
	 * Serves a port until its standard input ends.
	 * @param args the port, the number of event loops (0 for the default), the kind of
	 * buffers
	 */
	public static void main(String[] args) throws IOException {
		MqttServer.create()
			.ip("127.0.0.1")
			.port(Integer.parseInt(args[0]))
			.configure((config) -> config.eventLoops(Integer.parseInt(args[1]))
				.bufferAllocator(MqttBufferAllocator.valueOf(args[2]))
				.limits(MqttLimits.builder().packetBytesMax(PACKET_BYTES_MAX).build()))
			.start();
		System.out.println("ready");
		while (System.in.read() >= 0) {
			// until the end
		}
		System.exit(0);
	}

}
