package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttVersion;

/**
 * What a client said it takes.
 *
 * @param version its protocol version
 * @param receiveMaximum unacknowledged messages
 * @param packetBytesMax bytes of a packet, {@link Long#MAX_VALUE} for any
 * @param topicAliasMax topic aliases that the server may set, 0 for none
 */
record Terms(MqttVersion version, int receiveMaximum, long packetBytesMax, int topicAliasMax) {

}
