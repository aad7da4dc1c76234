package io.mqttboot.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.mqttboot.server.internal.session.ClientLink;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.session.SessionLoop;
import org.jspecify.annotations.Nullable;

/**
 * Looks at sessions, each on its own loop, where alone it may be looked at.
 */
final class SessionViews {

	private static final int SECONDS = 10;

	private SessionViews() {
	}

	static List<MqttServerSession> of(List<Session> sessions) {
		return await(later(sessions));
	}

	/** Looks without waiting. */
	static CompletableFuture<List<MqttServerSession>> later(List<Session> sessions) {
		Map<SessionLoop, List<Session>> byLoop = new HashMap<>();
		for (Session session : sessions) {
			byLoop.computeIfAbsent(session.loop(), (loop) -> new ArrayList<>()).add(session);
		}
		List<CompletableFuture<List<MqttServerSession>>> parts = new ArrayList<>();
		byLoop.forEach((loop, own) -> {
			CompletableFuture<List<MqttServerSession>> part = new CompletableFuture<>();
			Runnable look = () -> {
				try {
					part.complete(look(own));
				}
				catch (RuntimeException ex) {
					part.completeExceptionally(ex);
				}
			};
			if (loop.inLoop()) {
				look.run();
			}
			else {
				loop.execute(look);
			}
			parts.add(part);
		});
		return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new)).thenApply((all) -> {
			List<MqttServerSession> views = new ArrayList<>();
			parts.forEach((part) -> views.addAll(part.join()));
			return views;
		});
	}

	private static List<MqttServerSession> await(CompletableFuture<List<MqttServerSession>> part) {
		try {
			return part.get(SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while looking at sessions", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("an event loop did not answer", ex);
		}
	}

	private static List<MqttServerSession> look(List<Session> sessions) {
		return sessions.stream().map(SessionViews::view).toList();
	}

	private static MqttServerSession view(Session session) {
		ClientLink link = session.link();
		List<String> filters = session.subscriptions().all().stream().map((each) -> each.filter().text()).toList();
		return new MqttServerSession(session.id(), session.client().userName(), link != null,
				session.client().version(), (link != null) ? link.remoteAddress() : null, connectedAt(session, link),
				Duration.ofSeconds(session.expirySeconds()), filters, session.outbox().queuedMessages(),
				session.outbox().queuedBytes(), session.outbox().inflight());
	}

	private static @Nullable Instant connectedAt(Session session, @Nullable ClientLink link) {
		return (link != null) ? Instant.ofEpochMilli(session.client().connectedAtMillis()) : null;
	}

}
