package io.mqttboot.server.spi;

import java.time.Instant;

/**
 * What has come from an address, and gone there, since it is remembered.
 *
 * @param address the address; of IPv6 the network of 64 bits; {@link #OTHERS} for all
 * that there was no room for
 * @param connections connections that are open
 * @param accepted connections that were accepted
 * @param refused connections that were refused because of their address or number
 * @param messagesIn PUBLISH packets received
 * @param messagesOut PUBLISH packets sent
 * @param bytesIn bytes of MQTT received
 * @param bytesOut bytes of MQTT sent
 * @param at when it last opened or closed a connection
 */
public record MqttAddressTraffic(String address, int connections, long accepted, long refused, long messagesIn,
		long messagesOut, long bytesIn, long bytesOut, Instant at) {

	/** Stands for all addresses that there was no room for. */
	public static final String OTHERS = "others";

}
