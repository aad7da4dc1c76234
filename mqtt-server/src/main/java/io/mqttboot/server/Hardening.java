package io.mqttboot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.mqttboot.server.MqttServerStartException.Kind;
import io.mqttboot.server.config.MqttAnonymous;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttSessionTakeover;
import io.mqttboot.server.spi.MqttRule;

/**
 * What a server that is to be hardened must not have: each choice that is not the safe
 * one, all of them at once.
 */
final class Hardening {

	private static final Set<String> OLD_PROTOCOLS = Set.of("SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1");

	private final List<String> gaps = new ArrayList<>();

	private Hardening() {
	}

	/**
	 * Checks a server that is to be hardened; any other is fine.
	 * @throws MqttServerStartException if a choice is not safe
	 */
	static void check(MqttServerConfig config, Parts parts) {
		List<String> gaps = config.hardened() ? gaps(config, parts) : List.of();
		if (!gaps.isEmpty()) {
			throw new MqttServerStartException(Kind.NOT_HARDENED,
					config.name() + " is to be hardened, but" + System.lineSeparator() + "  - "
							+ String.join(System.lineSeparator() + "  - ", gaps),
					"Change these settings, or do without the switch and answer for each of them yourself.", null);
		}
	}

	private static List<String> gaps(MqttServerConfig config, Parts parts) {
		Hardening hardening = new Hardening();
		hardening.clients(config, parts);
		hardening.addresses(config);
		config.listeners().forEach(hardening::listener);
		hardening.limits(config.limits());
		hardening.rates(config.limits().rates());
		hardening.gap(config.overload().enabled(), "the server does not look after its load (overload)");
		hardening.gap(!config.debug(), "every packet is logged (debug)");
		return hardening.gaps;
	}

	private void gap(boolean safe, String otherwise) {
		if (!safe) {
			this.gaps.add(otherwise);
		}
	}

	private void clients(MqttServerConfig config, Parts parts) {
		gap(parts.authenticates(), "nothing authenticates clients");
		gap(config.anonymous() != MqttAnonymous.ALWAYS, "clients may be anonymous (anonymous)");
		gap(!parts.authorizers.isEmpty(), "nothing says what clients may do (rules, or an MqttAuthorizer)");
		gap(config.authorization().otherwise() == MqttRule.Effect.DENY,
				"what no rule speaks of is allowed (authorization)");
		gap(config.authorization().sessionTakeover() == MqttSessionTakeover.SAME_PRINCIPAL,
				"a session may be taken over by anybody (session takeover)");
		gap(config.attempts().max() > 0, "passwords may be guessed without end (attempts)");
		gap(config.bans().flapping().connectsMax() > 0,
				"clients that connect again and again are not banned (flapping)");
	}

	private void addresses(MqttServerConfig config) {
		gap(config.forwarding().trusted().stream().noneMatch((network) -> network.endsWith("/0")),
				"everybody may say where a connection comes from (forwarding)");
		gap(config.limits().rates().unlimitedAddresses().stream().noneMatch((network) -> network.bits() == 0),
				"connections are not limited wherever they come from (unlimitedAddresses)");
	}

	private void listener(MqttListenerConfig listener) {
		MqttServerTls tls = listener.tls();
		gap(tls == null || tls.protocols().stream().noneMatch(OLD_PROTOCOLS::contains),
				"port " + listener.port() + " speaks versions of TLS that are broken (protocols of its SSL bundle)");
		gap(listener.isSecure() || Start.isLoopback(listener),
				"port " + listener.port() + " of " + listener.host() + " has no TLS, and others can reach it");
		gap(listener.kind() != MqttListenerConfig.Kind.WEBSOCKET || !listener.origins().isEmpty(),
				"pages of any origin may connect by WebSocket to port " + listener.port() + " (WebSocket origins)");
	}

	private void limits(MqttLimits limits) {
		limited(limits.keepAliveSecondsMax(), "keepAliveSecondsMax");
		limited(limits.principalSessionsMax(), "principalSessionsMax");
		limited(limits.principalQueueMessagesMax(), "principalQueueMessagesMax");
		limited(limits.principalQueueBytesMax(), "principalQueueBytesMax");
		limited(limits.principalRetainedMax(), "principalRetainedMax");
		limited(limits.principalRetainedBytesMax(), "principalRetainedBytesMax");
	}

	private void rates(MqttRateLimits rates) {
		limited(rates.connectionRateMax(), "connectionRateMax");
		limited(rates.connectionRatePerAddressMax(), "connectionRatePerAddressMax");
		limited(rates.connectionsPerAddressMax(), "connectionsPerAddressMax");
		limited(rates.publishRateMax(), "publishRateMax");
		limited(rates.publishBytesRateMax(), "publishBytesRateMax");
	}

	private void limited(long value, String name) {
		gap(value > 0, "there is no limit (" + name + ")");
	}

}
