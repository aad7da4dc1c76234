package io.mqttboot.server.internal.connection;

import java.io.IOException;

import javax.net.ssl.SSLException;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.spi.MqttServerObserver;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CodecException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a connection when something goes wrong: the one place where a refusal
 * ends, and an error in the server.
 */
final class Faults {

	private static final Logger logger = LoggerFactory.getLogger(Faults.class);

	private Faults() {
	}

	static void end(ChannelLink link, Stage stage, MqttServerObserver observer, ChannelHandlerContext caught,
			Throwable cause) {
		if (cause instanceof MqttProtocolException refusal) {
			stage.refused(refusal);
		}
		else if (cause instanceof IOException) {
			logger.debug("Connection of {} was lost: {}", link.remoteAddress(), cause.getMessage());
			caught.close();
		}
		else if (cause.getCause() instanceof SSLException failure) {
			link.log(logger, "MQTT-2003 No TLS with {}: {}", link.remoteAddress(),
					LogText.of(String.valueOf(failure.getMessage())));
			if (!(stage instanceof ConnectedClient)) {
				observer.clientRefused(MqttReasonCode.NOT_AUTHORIZED);
			}
			caught.close();
		}
		else if (cause instanceof CodecException) {
			stage.refused(new MqttProtocolException(MqttReasonCode.MALFORMED_PACKET,
					"its bytes make no sense: " + cause.getClass().getSimpleName()));
		}
		else {
			logger.error("MQTT-9001 Connection of {} failed", link.remoteAddress(), cause);
			link.close(MqttReasonCode.UNSPECIFIED_ERROR, "an error in the server");
		}
	}

}
