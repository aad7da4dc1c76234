package io.mqttboot.client;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.mqttboot.client.config.MqttAlibabaCredentials;
import io.mqttboot.client.config.MqttAlibabaCredentials.SignMethod;
import io.mqttboot.client.spi.MqttCredentials;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What Alibaba Cloud IoT Platform is told of a device.
 */
class AlibabaCredentialsTests {

	private static final String PLAIN = "tcp://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883";

	private static final String SECURE = "ssl://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883";

	private static final MqttAlibabaCredentials DOCUMENTED = MqttAlibabaCredentials.of("pk", "device", "secret")
		.withId("12345")
		.withTimestamp(789);

	/** The platform's manual, "Establish MQTT connections over TCP": its example. */
	@Test
	void the_vendor_s_published_example_comes_out() {
		MqttCredentials signed = DOCUMENTED.withSignMethod(SignMethod.HMAC_SHA1).credentials(PLAIN);
		assertThat(signed.clientId()).isEqualTo("12345|securemode=3,signmethod=hmacsha1,timestamp=789|");
		assertThat(signed.username()).isEqualTo("device&pk");
		assertThat(password(signed)).isEqualTo("FAFD82A3D602B37FB0FA8B7892F24A477F851A14");
	}

	/** An example of the platform's community of developers, with keys of full length. */
	@Test
	void a_published_example_with_real_keys_comes_out() {
		MqttCredentials signed = MqttAlibabaCredentials
			.of("a14Xib5kdYd", "light1983432", "oLyaKqVxtRvjH284LdhqVgVUx1UPy6zq")
			.withId("SN1928339")
			.withSignMethod(SignMethod.HMAC_SHA1)
			.withTimestamp(1_539_421_321_846L)
			.credentials(PLAIN);
		assertThat(signed.clientId()).isEqualTo("SN1928339|securemode=3,signmethod=hmacsha1,timestamp=1539421321846|");
		assertThat(signed.username()).isEqualTo("light1983432&a14Xib5kdYd");
		assertThat(password(signed)).isEqualToIgnoringCase("b2488041f64f425016b467ee1c94959ebd592ad1");
	}

	/**
	 * None is published for these two. {@code printf
	 * clientId12345deviceNamedeviceproductKeypktimestamp789 | openssl dgst -sha256 -hmac
	 * secret}, and {@code -md5}.
	 */
	@Test
	void other_methods_sign_as_openssl_does() {
		assertThat(password(DOCUMENTED.credentials(PLAIN)))
			.isEqualToIgnoringCase("6074a46a91b1ebb2cc4ea42790ad0e80202c9843859fc292e57c4eb19fad9e57");
		assertThat(DOCUMENTED.credentials(PLAIN).clientId()).contains("signmethod=hmacsha256");
		MqttCredentials md5 = DOCUMENTED.withSignMethod(SignMethod.HMAC_MD5).credentials(PLAIN);
		assertThat(password(md5)).isEqualToIgnoringCase("14b198324fe55e1d3c88f2e705e201ee");
		assertThat(md5.clientId()).contains("signmethod=hmacmd5");
	}

	@Test
	void a_secure_connection_says_so_and_is_signed_alike() {
		assertThat(DOCUMENTED.credentials(SECURE).clientId()).startsWith("12345|securemode=2,");
		assertThat(DOCUMENTED.credentials(SECURE).password()).isEqualTo(DOCUMENTED.credentials(PLAIN).password());
	}

	@Test
	void without_an_id_and_a_time_it_is_the_device_now() {
		long before = System.currentTimeMillis();
		String clientId = MqttAlibabaCredentials.of("pk", "device", "secret").credentials(PLAIN).clientId();
		assertThat(clientId).startsWith("device|");
		long said = Long.parseLong(clientId.replaceAll(".*timestamp=(\\d+)\\|", "$1"));
		assertThat(said).isBetween(before, System.currentTimeMillis());
	}

	@Test
	void a_region_has_its_address() {
		assertThat(DOCUMENTED.serverUri("cn-shanghai", false)).isEqualTo(PLAIN);
		assertThat(DOCUMENTED.serverUri("cn-shanghai", true)).isEqualTo(SECURE);
	}

	@Test
	void what_cannot_be_is_refused_and_no_secret_is_shown() {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttAlibabaCredentials.of("", "device", "secret"))
			.withMessageContaining("product key");
		assertThatIllegalArgumentException().isThrownBy(() -> MqttAlibabaCredentials.of("pk", " ", "secret"))
			.withMessageContaining("device name");
		assertThatIllegalArgumentException().isThrownBy(() -> MqttAlibabaCredentials.of("pk", "device", ""))
			.withMessageContaining("device secret");
		assertThatIllegalArgumentException().isThrownBy(() -> DOCUMENTED.withId("a|b"));
		assertThatIllegalArgumentException().isThrownBy(() -> DOCUMENTED.withId("x".repeat(65)));
		assertThat(DOCUMENTED).asString().doesNotContain("secret").contains("pk", "device", "12345");
		MqttCredentials signed = DOCUMENTED.credentials(PLAIN);
		assertThat(signed).asString().doesNotContain(password(signed));
	}

	private static String password(MqttCredentials credentials) {
		return new String(Objects.requireNonNull(credentials.password()), StandardCharsets.US_ASCII);
	}

}
