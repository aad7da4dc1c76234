package io.mqttboot.server.config;

import java.net.Inet6Address;
import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MqttNetworkTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.255.0.1, true", "10.0.0.0/8, 11.0.0.0, false", "0.0.0.0/0, 255.255.255.255, true",
			"0.0.0.0/0, ::1, false", "::/0, 1.2.3.4, false", "192.0.2.1, 192.0.2.1, true",
			"192.0.2.1, 192.0.2.2, false", "192.0.2.128/25, 192.0.2.127, false", "2001:db8::/32, 2001:db8:1::7, true",
			"2001:db8::/32, 2001:db9::7, false", "2001:db8::/64, 2001:db8::ffff:1:2:3, true",
			"2001:db8::8/125, 2001:db8::f, true", "2001:db8::8/125, 2001:db8::10, false", "::1, ::1, true" })
	void a_network_has_the_addresses_that_begin_alike(String network, String address, boolean contains)
			throws Exception {
		assertThat(MqttNetwork.of(network).contains(InetAddress.getByName(address))).isEqualTo(contains);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost", "example.com", "1.2.3", "1.2.3.256", "1.2.3.4.5", "01234.1.1.1",
			"1.2.3.x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0.0/", "2001:db8::/129", "::g", "[::1]",
			"fe80::1%eth0", "cafe" })
	void what_is_no_address_is_refused_without_asking_for_a_name(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttNetwork.of(text))
			.withMessageContaining("'" + text + "' is no");
	}

	@Test
	void networks_of_the_same_addresses_are_equal() {
		assertThat(MqttNetwork.of("10.1.2.3/8")).isEqualTo(MqttNetwork.of("10.0.0.0/8"))
			.hasSameHashCodeAs(MqttNetwork.of("10.0.0.0/8"))
			.hasToString("10.0.0.0/8")
			.isNotEqualTo(MqttNetwork.of("10.0.0.0/9"));
		assertThat(MqttNetwork.of("2001:db8::1")).hasToString("2001:db8:0:0:0:0:0:1");
		assertThat(MqttNetwork.of("0.0.0.0/0")).isNotEqualTo(MqttNetwork.of("::/0"));
	}

	@Test
	void an_ipv4_address_in_the_form_of_ipv6_is_the_ipv4_address() throws Exception {
		byte[] mapped = new byte[16];
		mapped[10] = (byte) 0xFF;
		mapped[11] = (byte) 0xFF;
		mapped[12] = (byte) 192;
		mapped[14] = 2;
		mapped[15] = 1;
		InetAddress address = Inet6Address.getByAddress(null, mapped, -1);
		assertThat(address).isInstanceOf(Inet6Address.class);
		assertThat(MqttNetwork.of(address)).isEqualTo(MqttNetwork.of("192.0.2.1"));
		assertThat(MqttNetwork.of("192.0.2.0/24").contains(address)).isTrue();
	}

}
