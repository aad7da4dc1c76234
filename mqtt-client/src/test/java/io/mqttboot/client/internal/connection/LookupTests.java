package io.mqttboot.client.internal.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.client.config.MqttProxy;
import io.mqttboot.client.config.MqttServerUri;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Which names are looked up for an attempt, and which address has its turn.
 */
class LookupTests {

	private final List<String> asked = new ArrayList<>();

	private final MqttServerUri server = MqttServerUri.tcp("server", 1883);

	private InetAddress[] addresses(String host) throws UnknownHostException {
		this.asked.add(host);
		return new InetAddress[] { InetAddress.getByAddress(host, new byte[] { 10, 0, 0, 1 }),
				InetAddress.getByAddress(host, new byte[] { 10, 0, 0, 2 }) };
	}

	@Test
	void a_name_is_looked_up_for_each_attempt_and_each_address_has_its_turn() throws Exception {
		assertThat(Way.find(this.server, null, this::addresses, 0).server().getAddress().getHostAddress())
			.isEqualTo("10.0.0.1");
		assertThat(Way.find(this.server, null, this::addresses, 1).server().getAddress().getHostAddress())
			.isEqualTo("10.0.0.2");
		assertThat(Way.find(this.server, null, this::addresses, 2).server().getAddress().getHostAddress())
			.isEqualTo("10.0.0.1");
		assertThat(this.asked).containsExactly("server", "server", "server");
	}

	@Test
	void the_proxys_name_is_looked_up_and_the_servers_is_left_to_the_proxy() throws Exception {
		Way way = Way.find(this.server, MqttProxy.of("socks5://proxy"), this::addresses, 0);
		assertThat(way.server().isUnresolved()).isTrue();
		assertThat(way.server().getHostString()).isEqualTo("server");
		assertThat(this.asked).containsExactly("proxy");
	}

	@Test
	void socks_4_needs_an_ipv4_address() {
		assertThatThrownBy(() -> Way.find(this.server, MqttProxy.of("socks4://proxy"),
				(host) -> new InetAddress[] { InetAddress.getByName("::1") }, 0))
			.isInstanceOf(UnknownHostException.class)
			.hasMessageContaining("IPv4");
	}

}
