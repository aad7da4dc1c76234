package io.mqttboot.server;

import java.util.List;

/**
 * Some of the sessions of a server.
 *
 * @param sessions the sessions, in the order of their client identifiers
 * @param total how many there are in all
 */
public record MqttServerPage(List<MqttServerSession> sessions, int total) {

	public MqttServerPage {
		sessions = List.copyOf(sessions);
	}

}
