package io.mqttboot.server.internal.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttboot.server.config.MqttForwarding;

/**
 * Any text as X-Forwarded-For: an address that is not one of the proxies, or none.
 */
class ForwardedForFuzz {

	private static final TrustedProxies PROXIES = new TrustedProxies(
			new MqttForwarding(List.of("127.0.0.0/8", "::1", "2001:db8::/32"), true, true));

	@FuzzTest
	void an_address_is_found_or_not(FuzzedDataProvider data) {
		InetSocketAddress proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
		InetSocketAddress origin = PROXIES.origin(proxy, List.of(data.consumeString(50), data.consumeRemainingAsString()));
		if (origin != null && (origin.isUnresolved() || origin.getAddress().isLoopbackAddress())) {
			throw new IllegalStateException("not the address of a client: " + origin);
		}
	}

}
