package io.mqttboot.client.internal.session;

import io.mqttboot.MqttTopicFilter;

/**
 * Tells whether one topic filter selects everything that another one does.
 */
final class Cover {

	private Cover() {
	}

	/**
	 * Whether a filter covers another one. Shared ones cover nothing and are not covered:
	 * their messages are not all for this client.
	 */
	static boolean covers(MqttTopicFilter wide, MqttTopicFilter narrow) {
		return !wide.isShared() && !narrow.isShared() && covers(wide.filter(), narrow.filter());
	}

	private static boolean covers(String wide, String narrow) {
		boolean hidden = narrow.startsWith("$");
		if (hidden && (wide.startsWith("+") || wide.startsWith("#"))) {
			return false; // [MQTT-4.7.2-1]
		}
		String[] wides = wide.split("/", -1);
		String[] narrows = narrow.split("/", -1);
		for (int i = 0; i < wides.length; i++) {
			if (wides[i].equals("#")) {
				return true;
			}
			if (i == narrows.length || narrows[i].equals("#")) {
				return false;
			}
			if (!wides[i].equals("+") && !wides[i].equals(narrows[i])) {
				return false;
			}
		}
		return wides.length == narrows.length;
	}

}
