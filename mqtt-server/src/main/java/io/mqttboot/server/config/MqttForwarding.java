package io.mqttboot.server.config;

import java.util.List;

/**
 * Who may say where a connection comes from: load balancers and reverse proxies in front
 * of the server.
 *
 * @param trusted their addresses, each an IP address or a network as {@code 10.0.0.0/8};
 * what anybody else says is not believed
 * @param proxyProtocol whether connections from those addresses begin with a header of
 * the PROXY protocol, version 1 or 2; one without it is refused then
 * @param forwardedFor whether the {@code X-Forwarded-For} of a WebSocket's upgrade is
 * believed if it comes from those addresses
 */
public record MqttForwarding(List<String> trusted, boolean proxyProtocol, boolean forwardedFor) {

	/** Nobody is believed: a connection comes from where its socket comes from. */
	public static final MqttForwarding NONE = new MqttForwarding(List.of(), false, false);

	public MqttForwarding {
		trusted = List.copyOf(trusted);
		if ((proxyProtocol || forwardedFor) && trusted.isEmpty()) {
			throw new IllegalArgumentException("no address is trusted to say where a connection comes from");
		}
	}

}
