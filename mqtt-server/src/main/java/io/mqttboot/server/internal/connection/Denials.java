package io.mqttboot.server.internal.connection;

import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what clients may not do, and says so in the log: the first time of a connection
 * where people look, then at a lower level, or a client could fill the log.
 */
final class Denials {

	private static final Logger logger = LoggerFactory.getLogger(Denials.class);

	private Denials() {
	}

	static void denied(ConnectionContext context, ChannelLink link, Permissions permissions, MqttRule.Action action,
			String topic) {
		context.observer().denied(action);
		boolean first = permissions.isFirstDenial();
		if (first || logger.isDebugEnabled()) {
			String what = (action == MqttRule.Action.PUBLISH) ? "publish" : "subscribe";
			String line = "MQTT-2005 Client '{}' may not {} to '{}'"
					+ (first ? "; more of this kind at debug level" : "");
			Object[] words = { LogText.of(permissions.client().clientId()), what, LogText.of(topic) };
			if (first) {
				link.log(logger, line, words);
			}
			else {
				logger.debug(line, words);
			}
		}
	}

}
