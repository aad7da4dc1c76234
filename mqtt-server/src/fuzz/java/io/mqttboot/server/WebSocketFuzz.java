package io.mqttboot.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.testkit.PacketCases;

/**
 * Any bytes as an HTTP request, and any frames behind a good one, through the whole server.
 */
class WebSocketFuzz {

	private static final Stranger STRANGER = new Stranger(
			MqttListenerConfig.webSocket("127.0.0.1", 0).withOrigins(List.of("https://example.com")));

	private static final String[] HEADERS = { "Upgrade: websocket", "Connection: Upgrade",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: mqtt", "Sec-WebSocket-Version: 13",
			"Sec-WebSocket-Extensions: permessage-deflate", "Origin: https://example.com", "Expect: 100-continue",
			"Content-Length: 5", "Transfer-Encoding: chunked", "X-Forwarded-For: 1.2.3.4", "Host: localhost" };

	@FuzzTest
	void whatever_comes_is_a_websocket_or_refused(FuzzedDataProvider data) {
		List<byte[]> pieces = new ArrayList<>();
		if (data.consumeBoolean()) {
			pieces.add(request(List.of(HEADERS[0], HEADERS[1], HEADERS[2], HEADERS[3], HEADERS[4])));
			for (int i = data.consumeInt(0, 4); i > 0; i--) {
				pieces.add(frame(data));
			}
		}
		else {
			List<String> headers = new ArrayList<>();
			for (int i = data.consumeInt(0, 10); i > 0; i--) {
				headers.add(data.consumeBoolean() ? data.pickValue(HEADERS) : data.consumeAsciiString(40));
			}
			pieces.add(request(headers));
		}
		pieces.add(data.consumeRemainingAsBytes());
		STRANGER.says(pieces);
	}

	private static byte[] request(List<String> headers) {
		return ("GET /mqtt HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	// a frame with a mask of zeros, of any kind, that holds a packet or anything
	private static byte[] frame(FuzzedDataProvider data) {
		int first = data.consumeInt(0, 255);
		byte[] payload = data.consumeBoolean() ? data.pickValue(PacketCases.all()).bytes()
				: data.consumeBytes(data.consumeInt(0, 200));
		int length = Math.min(payload.length, 125);
		byte[] frame = new byte[6 + length];
		frame[0] = (byte) (data.consumeBoolean() ? 0x82 : first);
		frame[1] = (byte) (0x80 | length);
		System.arraycopy(payload, 0, frame, 6, length);
		return frame;
	}

}
