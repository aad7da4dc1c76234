package io.mqttboot.browser;

import com.microsoft.playwright.Page;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real browser speaks MQTT over WebSocket, from a page of another origin.
 */
@Tag("browser")
class WebSocketTests {

	/**
	 * A client in a few lines: what is to be sent, and what came, in hexadecimal digits.
	 */
	private static final String SCRIPT = """
			async ([url, sent, expected]) => {
				const bytes = (hex) => Uint8Array.from(hex.match(/../g), (digits) => parseInt(digits, 16));
				const hex = (buffer) => [...new Uint8Array(buffer)].map((each) => each.toString(16).padStart(2, '0')).join('');
				const socket = new WebSocket(url, 'mqtt');
				socket.binaryType = 'arraybuffer';
				let received = '';
				await new Promise((resolve, reject) => {
					socket.onerror = () => reject(new Error('the socket failed'));
					socket.onclose = (event) => reject(new Error(`closed with ${event.code}`));
					socket.onopen = () => sent.forEach((packet) => socket.send(bytes(packet)));
					socket.onmessage = (event) => {
						received += hex(event.data);
						if (received.length >= expected) {
							resolve();
						}
					};
				});
				socket.onclose = null;
				socket.close();
				return `${socket.protocol} ${received}`;
			}""";

	// MQTT 3.1.1: CONNECT of "br", SUBSCRIBE to "b/#" at QoS 1, PUBLISH of "hi" to "b/1"
	// at QoS 1
	private static final String[] SENT = { "100e00044d5154540402003c00026272", "820800010003622f2301",
			"32090003622f3100026869" };

	private static final String CONNACK = "20020000";

	private static final String SUBACK = "9003000101";

	private static final String PUBACK = "40020002";

	private static final String PUBLISH = "32090003622f3100016869";

	private static Chromium chromium;

	private static Broker broker;

	@BeforeAll
	static void start() {
		chromium = Chromium.start();
		broker = new Broker();
	}

	@AfterAll
	static void stop() {
		if (broker != null) {
			broker.close();
			chromium.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/mqtt" })
	void a_message_goes_from_the_browser_to_a_device_and_back(String path) {
		WirePeer device = broker.client("device");
		device.subscribes("b/1", 0);
		try (Page page = chromium.browser().newPage()) {
			page.navigate(broker.url("/nothing-here"));
			Object answer = page.evaluate(SCRIPT, new Object[] { "ws://127.0.0.1:" + broker.webSocketPort() + path,
					SENT, CONNACK.length() + SUBACK.length() + PUBACK.length() + PUBLISH.length() });
			assertThat(answer).asString().startsWith("mqtt " + CONNACK + SUBACK).contains(PUBACK, PUBLISH);
		}
		device.receives(Packets.publish("b/1", "hi"));
		broker.forgetClients();
	}

}
