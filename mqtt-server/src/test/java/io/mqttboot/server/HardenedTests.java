package io.mqttboot.server;

import java.util.List;

import io.mqttboot.server.config.MqttForwarding;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttNetwork;
import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.spi.MqttRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A server that is to be hardened: what it needs, and what keeps it from starting.
 */
class HardenedTests {

	private static MqttServerBuilder hardened() {
		return MqttServer.create()
			.hardened()
			.port(0)
			.authHandler((clientId, userName, password) -> false)
			.authorizer((client) -> List.of());
	}

	private static MqttServerStartException refused(MqttServerBuilder builder) {
		return catchThrowableOfType(MqttServerStartException.class, builder::start);
	}

	@Test
	void on_loopback_it_needs_authentication_and_permissions_and_nothing_else() {
		MqttServer server = hardened().start();
		try {
			assertThat(server.port()).isPositive();
			assertThat(server.config().limits().rates().publishRateMax()).isPositive();
		}
		finally {
			server.stop();
		}
	}

	@Test
	void on_a_public_address_every_port_needs_tls() {
		assertThat(refused(hardened().ip("0.0.0.0")))
			.hasMessageContaining("0.0.0.0 has no TLS, and others can reach it")
			.extracting(MqttServerStartException::kind)
			.isEqualTo(MqttServerStartException.Kind.NOT_HARDENED);
	}

	@Test
	void a_web_socket_port_must_say_which_pages_may_connect() {
		assertThat(refused(hardened().webSocketPort(0))).hasMessageContaining("pages of any origin");
		MqttServer server = hardened()
			.configure((config) -> config.listeners(
					List.of(MqttListenerConfig.webSocket("127.0.0.1", 0).withOrigins(List.of("https://example.com")))))
			.start();
		server.stop();
	}

	@Test
	void a_limit_that_is_taken_off_again_is_named() {
		assertThat(refused(hardened()
			.configure((config) -> config.limits(config.build().limits().toBuilder().keepAliveSecondsMax(0).build()))))
			.hasMessageContaining("keepAliveSecondsMax");
	}

	@Test
	void the_whole_world_is_neither_trusted_nor_free_of_limits() {
		assertThat(refused(hardened().configure(
				(config) -> config.forwarding(new MqttForwarding(List.of("10.0.0.1", "0.0.0.0/0"), true, false)))))
			.hasMessageContaining("everybody may say where a connection comes from");
		MqttRateLimits rates = MqttLimits.hardened().build().rates();
		assertThat(refused(hardened().configure((config) -> config.limits(MqttLimits.hardened()
			.rates(rates.toBuilder().unlimitedAddresses(List.of(MqttNetwork.of("::/0"))).build())
			.build())))).hasMessageContaining("unlimitedAddresses");
	}

	@Test
	void versions_of_tls_that_are_broken_are_not_spoken() {
		MqttServerTls old = MqttServerTls.of(() -> {
			throw new IllegalStateException("no keys are asked for");
		}).withProtocols(List.of("TLSv1.3", "TLSv1"));
		assertThat(refused(hardened()
			.configure((config) -> config.listeners(List.of(MqttListenerConfig.tcp("0.0.0.0", 0).withTls(old))))))
			.hasMessageContaining("versions of TLS that are broken");
	}

	@Test
	void without_the_switch_none_of_it_is_asked_for() {
		MqttServer server = MqttServer.create().port(0).start();
		assertThat(server.config().hardened()).isFalse();
		server.stop();
	}

	@Test
	void what_no_rule_speaks_of_must_be_denied() {
		assertThat(refused(hardened().configure(
				(config) -> config.authorization(new io.mqttboot.server.config.MqttAuthorization(MqttRule.Effect.ALLOW,
						io.mqttboot.server.config.MqttUnauthorized.IGNORE,
						io.mqttboot.server.config.MqttSessionTakeover.ANY)))))
			.hasMessageContaining("what no rule speaks of is allowed")
			.hasMessageContaining("taken over by anybody");
	}

}
