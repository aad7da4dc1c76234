package io.mqttboot.server;

import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.testkit.PacketCases;

/**
 * Any bytes as the first ones of a connection over TCP, through the whole server: a CONNECT of the packet table and what
 * follows it, or anything else.
 */
class FirstPacketFuzz {

	private static final Stranger STRANGER = new Stranger(MqttListenerConfig.tcp("127.0.0.1", 0));

	@FuzzTest
	void whatever_comes_first_is_let_in_or_refused(FuzzedDataProvider data) {
		List<byte[]> pieces = new ArrayList<>();
		for (int i = data.consumeInt(0, 3); i > 0; i--) {
			byte[] known = data.pickValue(PacketCases.all()).bytes();
			pieces.add(java.util.Arrays.copyOf(known, data.consumeInt(0, known.length)));
		}
		pieces.add(data.consumeBytes(64));
		pieces.add(data.consumeRemainingAsBytes());
		STRANGER.says(pieces);
	}

}
