package io.mqttboot.spring.boot.autoconfigure.client;

import javax.net.ssl.SSLContext;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttClientTls;
import io.mqttboot.client.config.MqttServerUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class BundleTlsTests {

	private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry("device", bundle(SslOptions.NONE));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
		.withBean(DefaultSslBundleRegistry.class, () -> this.registry)
		.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:1", "mqtt.client.ssl.bundle=device");

	@Test
	void a_bundle_encrypts_whatever_the_scheme_says() {
		this.runner.run((context) -> assertThat(context.getBean(MqttClient.class).config().serverUris())
			.containsExactly(MqttServerUri.of("ssl://127.0.0.1:1")));
		this.runner.withPropertyValues("mqtt.client.ssl.enabled=false")
			.run((context) -> assertThat(context.getBean(MqttClient.class).config().serverUris())
				.containsExactly(MqttServerUri.of("tcp://127.0.0.1:1")));
	}

	@Test
	void a_bundle_that_is_renewed_is_used_from_the_next_connection_on(CapturedOutput output) {
		this.runner.run((context) -> {
			MqttClient client = context.getBean(MqttClient.class);
			SSLContext before = client.config().tls().context().get();
			assertThat(client.config().tls().context().get()).isSameAs(before);
			this.registry.updateBundle("device", bundle(SslOptions.NONE));
			SSLContext after = client.config().tls().context().get();
			assertThat(after).isNotSameAs(before);
			assertThat(output).contains("An SSL bundle is renewed");
		});
	}

	@Test
	void a_renewed_bundle_that_is_of_no_use_leaves_the_former_in_place(CapturedOutput output) {
		this.runner.run((context) -> {
			MqttClient client = context.getBean(MqttClient.class);
			SSLContext before = client.config().tls().context().get();
			this.registry.updateBundle("device",
					SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE, SslOptions.NONE, "no such protocol"));
			assertThat(client.config().tls().context().get()).isSameAs(before);
			assertThat(output).contains("A renewed SSL bundle cannot be used");
		});
	}

	@Test
	void ciphers_and_protocols_of_a_bundle_are_kept_to() {
		SslOptions options = SslOptions.of(new String[] { "TLS_AES_128_GCM_SHA256" }, new String[] { "TLSv1.3" });
		this.registry.registerBundle("strict", bundle(options));
		this.runner.withPropertyValues("mqtt.client.ssl.bundle=strict").run((context) -> {
			MqttClientTls tls = context.getBean(MqttClient.class).config().tls();
			assertThat(tls.ciphers()).containsExactly("TLS_AES_128_GCM_SHA256");
			assertThat(tls.protocols()).containsExactly("TLSv1.3");
			assertThat(tls.verifyHostName()).isTrue();
		});
	}

	@Test
	void an_unknown_bundle_is_a_clear_failure() {
		this.runner.withPropertyValues("mqtt.client.ssl.bundle=ghost")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("ghost"));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
			.withPropertyValues("mqtt.client.ssl.bundle=device")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("'mqtt.client.ssl.bundle' is 'device': the application has no SSL bundles"));
	}

	private static SslBundle bundle(SslOptions options) {
		return SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE, options);
	}

}
