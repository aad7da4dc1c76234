package io.mqttboot.server.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in a process of its own, which may be small: it says its port, then what it
 * has counted whenever it is sent a line, and ends with its input.
 */
final class SmallServer {

	private static final Logger logger = LoggerFactory.getLogger(SmallServer.class);

	private SmallServer() {
	}

	public static void main(String[] arguments) throws IOException {
		Tally tally = new Tally();
		MqttServer server = MqttServer.create()
			.port(0)
			.observer(tally)
			.configure((config) -> config.eventLoops(2).limits(MqttLimits.builder().build()))
			.start();
		logger.info("port={}", server.port());
		BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		while (lines.readLine() != null) {
			logger.info("counted={} {} {}", tally.drops(), tally.refusals(), server.statistics().connectionsSize());
		}
		server.stop();
	}

}
