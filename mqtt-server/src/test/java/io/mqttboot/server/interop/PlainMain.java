package io.mqttboot.server.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.MqttServer;

/**
 * A program that needs nothing but the server: prints its port, waits for one message on
 * {@code ping}, answers on {@code pong}, and ends when its input does.
 */
final class PlainMain {

	private PlainMain() {
	}

	public static void main(String[] args) throws Exception {
		for (String absent : args) {
			requireAbsent(absent);
		}
		CountDownLatch inProcess = new CountDownLatch(1);
		MqttServer server = MqttServer.create()
			.ip("127.0.0.1")
			.port(0)
			.webSocketPort(0)
			.readBufferSize(512)
			.authHandler((clientId, userName, password) -> true)
			.messageListener((clientId, topic, qos, payload) -> System.out
				.println("heard " + topic + " " + MqttPayload.text(payload)))
			.debug()
			.start();
		server.subscribe("ping", MqttQos.EXACTLY_ONCE, (publisher, message) -> inProcess.countDown());
		System.out.println("port " + server.port());
		if (!inProcess.await(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("no ping");
		}
		server.publishAll("pong", ByteBuffer.wrap("pong".getBytes(StandardCharsets.UTF_8)));
		while (System.in.read() >= 0) {
			// until the input ends
		}
		server.stop();
		System.out.println("stopped");
	}

	private static void requireAbsent(String className) {
		try {
			Class.forName(className);
		}
		catch (ClassNotFoundException ex) {
			return;
		}
		throw new IllegalStateException(className + " is on the class path");
	}

}
