package io.mqttboot.spring.boot.autoconfigure.snippets;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.MqttServer;

/** A broker without Spring. */
final class PlainBroker {

	private PlainBroker() {
	}

	public static void main(String[] args) {
		MqttServer server = MqttServer.create()
			.ip("127.0.0.1")
			.port(1883)
			.webSocketPort(8083)
			.authHandler((clientId, userName, password) -> true)
			.messageListener(
					(clientId, topic, qos, payload) -> System.out.println(topic + " " + MqttPayload.text(payload)))
			.start();
		server.subscribe("/test/#", MqttQos.AT_LEAST_ONCE,
				(publisher, message) -> System.out.println(publisher + " " + MqttPayload.text(message.payload())));
		server.publishAll("/test/hello", "hello");
		Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
	}

}
