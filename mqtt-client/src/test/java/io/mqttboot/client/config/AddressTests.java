package io.mqttboot.client.config;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.mqttboot.client.spi.MqttCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a client is told about the way to its servers.
 */
class AddressTests {

	@ParameterizedTest
	@CsvSource({ "http://proxy, HTTP, proxy, 8080", "HTTP://proxy:3128, HTTP, proxy, 3128",
			"socks5://10.0.0.1, SOCKS5, 10.0.0.1, 1080", "socks4://proxy:9, SOCKS4, proxy, 9",
			"socks5://[::1]:9, SOCKS5, ::1, 9" })
	void a_proxy_is_read_from_its_uri(String text, MqttProxy.Type type, String host, int port) {
		assertThat(MqttProxy.of(text)).isEqualTo(new MqttProxy(type, host, port, null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "proxy:8080", "ftp://proxy", "http://user:secret@proxy", "http://", "http://a b",
			"http://proxy:70000" })
	void what_is_no_proxy_is_refused_without_its_secrets(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttProxy.of(text)).withMessageNotContaining("secret");
	}

	@Test
	void credentials_are_not_shown() {
		assertThat(MqttProxy.of("http://proxy").withCredentials("me", "secret").toString())
			.isEqualTo("http://proxy:8080");
		assertThat(MqttCredentials.of("me", "secret").toString()).doesNotContain("secret");
	}

	@Test
	void a_password_is_not_changed_from_outside() {
		MqttCredentials credentials = MqttCredentials.of("me", "secret");
		byte[] copy = credentials.password();
		copy[0] = 0;
		assertThat(credentials.password()).isEqualTo("secret".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void host_names_are_verified_unless_that_is_switched_off() {
		MqttClientTls tls = MqttClientTls.ofPlatform().withProtocols(List.of("TLSv1.3"));
		assertThat(tls.verifyHostName()).isTrue();
		assertThat(tls.withVerifyHostName(false).verifyHostName()).isFalse();
		assertThat(tls.withVerifyHostName(false).protocols()).containsExactly("TLSv1.3");
	}

	@Test
	void a_reference_is_like_the_server_that_gives_it() {
		MqttServerUri uri = MqttServerUri.of("wss://a/path");
		assertThat(uri.resolve("b")).isEqualTo(MqttServerUri.of("wss://b/path"));
		assertThat(uri.resolve("b:8884")).isEqualTo(MqttServerUri.of("wss://b:8884/path"));
		assertThat(uri.resolve("mqtts://b")).isEqualTo(MqttServerUri.of("ssl://b:8883"));
	}

}
