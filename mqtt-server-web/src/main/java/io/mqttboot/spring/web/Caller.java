package io.mqttboot.spring.web;

import java.util.Map;
import java.util.Set;

import io.mqttboot.server.spi.MqttIdentity;

/**
 * Who makes a request: the gate says so, and nobody else. A controller that asks for it
 * does nothing for a request that did not pass the gate.
 *
 * @param name the name of the principal
 * @param authorities what it was granted
 * @param address where the request comes from
 */
record Caller(String name, Set<String> authorities, String address) {

	/** The attribute of the request that holds it. */
	static final String ATTRIBUTE = "io.mqttboot.spring.web.Caller";

	/**
	 * Returns whose permissions count. Its client identifier is none that a rule for
	 * clients can mean: a client identifier with a slash fills no placeholder.
	 */
	MqttIdentity identity() {
		return new MqttIdentity("$http/" + this.name, this.name, Map.of(), this.authorities);
	}

}
