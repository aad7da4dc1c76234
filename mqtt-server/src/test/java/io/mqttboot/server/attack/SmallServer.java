package io.mqttboot.server.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in a process of its own, which may be small: it says its port, then what it
 * has counted, or how much memory it holds, whenever it is sent a line, and ends with its
 * input. Where the system property {@code password} is set clients need it.
 */
final class SmallServer {

	private static final Logger logger = LoggerFactory.getLogger(SmallServer.class);

	private SmallServer() {
	}

	public static void main(String[] arguments) throws IOException {
		Tally tally = new Tally();
		String password = System.getProperty("password");
		MqttServerBuilder builder = MqttServer.create()
			.port(0)
			.observer(tally)
			.configure((config) -> config.eventLoops(2).limits(MqttLimits.builder().build()));
		if (password != null) {
			builder.authHandler((clientId, userName, given) -> password.equals(given));
		}
		MqttServer server = builder.start();
		logger.info("port={}", server.port());
		BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			if (line.equals("memory")) {
				logger.info("memory={}", memory());
			}
			else {
				logger.info("counted={} {} {}", tally.drops(), tally.refusals(), server.statistics().connectionsSize());
			}
		}
		server.stop();
	}

	// Bytes that a collection leaves, on the heap and beside it.
	private static long memory() {
		System.gc();
		long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct;
	}

}
