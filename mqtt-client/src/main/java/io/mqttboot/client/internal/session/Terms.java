package io.mqttboot.client.internal.session;

import io.mqttboot.MqttQos;
import org.jspecify.annotations.Nullable;

/**
 * What the server said when it let the client in (MQTT 5.0, 3.2.2); before MQTT 5 it says
 * no more than whether there is a session, and the rest is what the standard means then.
 *
 * @param sessionPresent whether the server still has the session
 * @param clientId the client identifier, assigned by the server if none was sent
 * @param keepAliveSeconds the keep alive that holds
 * @param receiveMax the most QoS 1 and 2 messages in flight to the server
 * @param packetBytesMax the largest packet it takes
 * @param topicAliasMax the most topic aliases it takes
 * @param qosMax the highest quality of service it takes
 * @param retainAvailable whether it keeps retained messages
 * @param subscriptionIdsAvailable whether subscriptions may carry an identifier
 * @param responseInformation what response topics begin with, {@code null} if it did not
 * say
 */
public record Terms(boolean sessionPresent, String clientId, int keepAliveSeconds, int receiveMax, long packetBytesMax,
		int topicAliasMax, MqttQos qosMax, boolean retainAvailable, boolean subscriptionIdsAvailable,
		@Nullable String responseInformation) {
}
