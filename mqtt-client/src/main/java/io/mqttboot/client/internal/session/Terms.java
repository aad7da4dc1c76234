package io.mqttboot.client.internal.session;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttClientException;
import org.jspecify.annotations.Nullable;

/**
 * What the server said when it let the client in (MQTT 5.0, 3.2.2); before MQTT 5 it says
 * no more than whether there is a session, and the rest is what the standard means then.
 *
 * @param sessionPresent whether the server still has the session
 * @param clientId the client identifier, assigned by the server if none was sent
 * @param keepAliveSeconds the keep alive that holds
 * @param receiveMax the most QoS 1 and 2 messages in flight to the server
 * @param exactlyOnceMax the most of those at QoS 2
 * @param packetBytesMax the largest packet it takes
 * @param topicAliasMax the most topic aliases it takes
 * @param qosMax the highest quality of service it takes
 * @param retainAvailable whether it keeps retained messages
 * @param subscriptionIdsAvailable whether subscriptions may carry an identifier
 * @param responseInformation what response topics begin with, {@code null} if it did not
 * say
 */
public record Terms(boolean sessionPresent, String clientId, int keepAliveSeconds, int receiveMax, int exactlyOnceMax,
		long packetBytesMax, int topicAliasMax, MqttQos qosMax, boolean retainAvailable,
		boolean subscriptionIdsAvailable, @Nullable String responseInformation) {

	/** Why the server will not take a message, {@code null} if it may. */
	@Nullable MqttClientException refusal(MqttMessage message, ServerLink link) {
		if (message.qos().value() > this.qosMax.value()) { // [MQTT-3.2.2-11]
			return new MqttClientException(MqttReasonCode.QOS_NOT_SUPPORTED,
					"the server takes no more than QoS " + this.qosMax.value());
		}
		if (message.retain() && !this.retainAvailable) { // [MQTT-3.2.2-14]
			return new MqttClientException(MqttReasonCode.RETAIN_NOT_SUPPORTED,
					"the server keeps no retained messages");
		}
		if (link.bytes(message, message.qos()) > this.packetBytesMax) { // [MQTT-3.2.2-15]
			return new MqttClientException(MqttReasonCode.PACKET_TOO_LARGE,
					"the server takes packets of at most " + this.packetBytesMax + " bytes");
		}
		return null;
	}

}
