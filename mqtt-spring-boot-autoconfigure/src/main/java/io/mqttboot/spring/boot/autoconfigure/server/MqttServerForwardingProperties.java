package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;

/**
 * Properties of load balancers and reverse proxies in front of the server,
 * {@code mqtt.server.forwarding.*}.
 */
class MqttServerForwardingProperties {

	/**
	 * Comma-separated list of the addresses and networks that may say where a connection
	 * comes from.
	 */
	private List<String> trusted = List.of();

	/**
	 * Whether connections from trusted addresses begin with a PROXY protocol header.
	 */
	private boolean proxyProtocol = false;

	/**
	 * Whether to believe the X-Forwarded-For of WebSockets that trusted addresses open.
	 */
	private boolean forwardedFor = false;

	public List<String> getTrusted() {
		return this.trusted;
	}

	public void setTrusted(List<String> trusted) {
		this.trusted = trusted;
	}

	public boolean isProxyProtocol() {
		return this.proxyProtocol;
	}

	public void setProxyProtocol(boolean proxyProtocol) {
		this.proxyProtocol = proxyProtocol;
	}

	public boolean isForwardedFor() {
		return this.forwardedFor;
	}

	public void setForwardedFor(boolean forwardedFor) {
		this.forwardedFor = forwardedFor;
	}

}
