package io.mqttboot.spring.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.MqttServerSession;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttTransport;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * The server behind the relay: small, with a door that can be shut, and somebody who
 * writes down what is published. Its life is the test broker's matter.
 */
final class BackingServer implements MqttAuthenticator {

	private static final int PACKET_BYTES_MAX = 16 << 20;

	private final Consumer<MqttServerBuilder> changes;

	private final ReceivedMessages received;

	private volatile @Nullable MqttReasonCode refusal;

	private volatile @Nullable MqttServer server;

	BackingServer(Consumer<MqttServerBuilder> changes, ReceivedMessages received) {
		this.changes = changes;
		this.received = received;
	}

	void start() {
		if (this.server == null) {
			MqttServerBuilder builder = MqttServer.create().configure(BackingServer::small);
			this.changes.accept(builder);
			MqttServer started = builder.ip("127.0.0.1").port(0).authenticator(this).start();
			started.subscribe("#", MqttQos.EXACTLY_ONCE, true, this::receive);
			this.server = started;
		}
	}

	private static void small(MqttServerConfig.Builder config) {
		config.name("Mqtt-Test-Broker")
			.eventLoops(1)
			.transport(MqttTransport.NIO)
			.shutdownGrace(Duration.ofSeconds(2))
			// no aliases: a packet that the relay loses must not take one with it
			.limits(MqttLimits.DEFAULTS.toBuilder().packetBytesMax(PACKET_BYTES_MAX).topicAliasMax(0).build());
	}

	// no publisher: it is a message of the test itself, or was retained before
	private void receive(@Nullable String publisher, MqttMessage message) {
		if (publisher != null) {
			this.received.add(new MqttTestMessage(publisher, message));
		}
	}

	void stop() {
		MqttServer running = this.server;
		this.server = null;
		if (running != null) {
			running.stop();
		}
	}

	MqttServer running() {
		MqttServer running = this.server;
		if (running == null) {
			throw new IllegalStateException("the test broker was not started, or is closed");
		}
		return running;
	}

	/**
	 * Publishes, and says whether a client had subscribed: whoever writes down does not
	 * count.
	 */
	boolean publish(MqttMessage message) {
		MqttServer running = running();
		boolean subscribed = running.sessions()
			.stream()
			.flatMap((session) -> session.subscriptions().stream())
			.anyMatch((filter) -> MqttTopicFilter.of(filter).matches(message.topic()));
		running.publish(message);
		return subscribed;
	}

	List<MqttServerSession> connected() {
		return running().sessions().stream().filter(MqttServerSession::connected).toList();
	}

	/** Returns whether a client is there that came from one of these ports. */
	boolean isConnectedFrom(Set<Integer> ports) {
		return connected().stream()
			.map(MqttServerSession::remoteAddress)
			.anyMatch((address) -> address != null
					&& ports.contains(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1))));
	}

	/** Refuses clients, or lets them in again. */
	void refuse(@Nullable MqttReasonCode reason) {
		this.refusal = reason;
	}

	@Override
	public boolean supports(@Nullable String method) {
		return true;
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		MqttReasonCode reason = this.refusal;
		return CompletableFuture
			.completedFuture((reason != null) ? new MqttAuthResult.Refused(reason, "the test wants it so")
					: new MqttAuthResult.Accepted(request.userName(), null));
	}

}
