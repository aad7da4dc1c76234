package io.mqttboot.spring.boot.autoconfigure.server.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerPage;
import io.mqttboot.server.MqttServerSession;
import io.mqttboot.server.MqttServerStatistics;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.spring.web.MqttAudit;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint} that shows the figures of the server and its clients, and, where its
 * access is not restricted, disconnects and bans clients.
 */
@Endpoint(id = "mqttserver", defaultAccess = Access.READ_ONLY)
public class MqttServerEndpoint {

	private static final int CLIENTS_MAX = 1_000;

	private static final int CLIENTS = 50;

	private static final int SECONDS = 10;

	private final MqttServer server;

	private final MqttAudit audit;

	MqttServerEndpoint(MqttServer server, MqttAudit audit) {
		this.server = server;
		this.audit = audit;
	}

	/**
	 * Shows figures, and some of the clients.
	 * @param search what client identifiers are to contain, all unless given
	 * @param skip how many clients are left out in the beginning, none unless given
	 * @param limit the most clients that are shown, 50 unless given
	 * @return the figures and the clients
	 */
	@ReadOperation
	public Descriptor describe(@Nullable String search, @Nullable Integer skip, @Nullable Integer limit) {
		if (!this.server.isRunning()) {
			return new Descriptor(false, this.server.statistics(), List.of(), 0);
		}
		int from = (skip != null) ? Math.max(0, skip) : 0;
		int most = (limit != null) ? Math.min(Math.max(1, limit), CLIENTS_MAX) : CLIENTS;
		MqttServerPage page = await(
				this.server.administration().sessions((search != null) ? search : "", null, from, most));
		return new Descriptor(true, this.server.statistics(),
				page.sessions().stream().map(ClientDescriptor::of).toList(), page.total());
	}

	/**
	 * Shows one client.
	 * @param clientId the client
	 * @return the client, {@code null} if it has no session
	 */
	@ReadOperation
	public @Nullable ClientDescriptor client(@Selector String clientId) {
		return await(this.server.administration().session(clientId)).map(ClientDescriptor::of).orElse(null);
	}

	/**
	 * Bans a client identifier, and disconnects who has it.
	 * @param context who does it
	 * @param clientId the client
	 * @param minutes for how long, for ever unless given
	 * @param reason why
	 * @return the ban
	 * @throws InvalidEndpointRequestException if the time is none
	 */
	@WriteOperation
	public BanDescriptor ban(SecurityContext context, @Selector String clientId, @Nullable Integer minutes,
			@Nullable String reason) {
		if (minutes != null && minutes < 1) {
			throw new InvalidEndpointRequestException("'minutes' must be 1 or more", "Not a time");
		}
		MqttBan ban = MqttBan.ofClientId(clientId)
			.withReason((reason != null) ? reason : "banned by " + principal(context))
			.withUntil((minutes != null) ? Instant.now().plus(Duration.ofMinutes(minutes)) : null);
		act(context, "ban.add", "CLIENT_ID " + clientId, () -> {
			this.server.bans().add(ban);
			return true;
		});
		return new BanDescriptor(clientId, ban.until(), ban.reason());
	}

	/**
	 * Disconnects a client; its session stays.
	 * @param context who does it
	 * @param clientId the client
	 * @return whether it was connected
	 */
	@DeleteOperation
	public DisconnectDescriptor disconnect(SecurityContext context, @Selector String clientId) {
		return new DisconnectDescriptor(act(context, "client.kick", clientId,
				() -> this.server.disconnect(clientId, MqttReasonCode.ADMINISTRATIVE_ACTION)));
	}

	private boolean act(SecurityContext context, String action, String target,
			java.util.function.BooleanSupplier task) {
		try {
			boolean result = task.getAsBoolean();
			this.audit.record(principal(context), "actuator", action, target, MqttAudit.DONE);
			return result;
		}
		catch (RuntimeException ex) {
			this.audit.record(principal(context), "actuator", action, target, "failed: " + ex.getMessage());
			throw ex;
		}
	}

	private static String principal(SecurityContext context) {
		return (context.getPrincipal() != null) ? context.getPrincipal().getName() : "unknown";
	}

	private static <T> T await(CompletableFuture<T> future) {
		return future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
	}

	/**
	 * The server.
	 *
	 * @param running whether it runs
	 * @param statistics its figures
	 * @param clients some of the clients, in the order of their identifiers
	 * @param clientsTotal how many clients there are that were asked for
	 */
	public record Descriptor(boolean running, MqttServerStatistics statistics, List<ClientDescriptor> clients,
			int clientsTotal) implements OperationResponseBody {
	}

	/**
	 * A client.
	 *
	 * @param clientId its identifier
	 * @param userName its user name
	 * @param connected whether it is connected
	 * @param version the version of MQTT
	 * @param remoteAddress where it comes from
	 * @param connectedAt since when it is connected
	 * @param expirySeconds how long its session outlives its connection
	 * @param subscriptions its topic filters
	 * @param queuedMessages messages that wait for it
	 * @param queuedBytes their bytes
	 * @param inflightMessages messages sent and not acknowledged
	 */
	public record ClientDescriptor(String clientId, @Nullable String userName, boolean connected, String version,
			@Nullable String remoteAddress, @Nullable Instant connectedAt, long expirySeconds,
			List<String> subscriptions, int queuedMessages, long queuedBytes,
			int inflightMessages) implements OperationResponseBody {

		static ClientDescriptor of(MqttServerSession session) {
			return new ClientDescriptor(session.clientId(), session.userName(), session.connected(),
					session.version().name(), session.remoteAddress(), session.connectedAt(),
					session.expiry().toSeconds(), session.subscriptions(), session.queuedMessages(),
					session.queuedBytes(), session.inflightMessages());
		}

	}

	/**
	 * A ban.
	 *
	 * @param clientId who is kept out
	 * @param until when it ends, {@code null} for never
	 * @param reason why
	 */
	public record BanDescriptor(String clientId, @Nullable Instant until,
			String reason) implements OperationResponseBody {
	}

	/**
	 * What came of disconnecting a client.
	 *
	 * @param disconnected whether it was connected
	 */
	public record DisconnectDescriptor(boolean disconnected) implements OperationResponseBody {
	}

}
