package io.mqttboot.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.internal.admission.Admission;
import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.internal.session.ClientLink;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.internal.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disconnects the clients that a new ban hits, each on its own loop, some at a time. Who
 * connects meanwhile finds the ban itself.
 */
final class Banishment {

	private static final Logger logger = LoggerFactory.getLogger(Banishment.class);

	// sessions looked at before other work of their loop has its turn
	private static final int AT_ONCE = 1_024;

	private final Admission admission;

	private final Sessions sessions;

	Banishment(Admission admission, Sessions sessions) {
		this.admission = admission;
		this.sessions = sessions;
	}

	/** Disconnects whom a ban hits that is in force; from any thread. */
	void of(MqttBan ban) {
		logger.info("MQTT-2010 Banned is {} until {}: {}", LogText.of(whom(ban)),
				(ban.until() != null) ? ban.until() : "further notice", LogText.of(ban.reason()));
		if (ban.clientId() != null) {
			Session session = this.sessions.find(ban.clientId());
			if (session != null) {
				session.run(() -> banish(session));
			}
			return;
		}
		Map<SessionLoop, List<Session>> byLoop = new HashMap<>();
		for (Session session : this.sessions.all()) {
			List<Session> some = byLoop.computeIfAbsent(session.loop(), (loop) -> new ArrayList<>());
			some.add(session);
			if (some.size() == AT_ONCE) {
				byLoop.remove(session.loop());
				banish(session.loop(), some);
			}
		}
		byLoop.forEach(this::banish);
	}

	private static String whom(MqttBan ban) {
		StringJoiner whom = new StringJoiner(", ");
		if (ban.clientId() != null) {
			whom.add("client id '" + ban.clientId() + "'");
		}
		if (ban.user() != null) {
			whom.add("user '" + ban.user() + "'");
		}
		if (ban.network() != null) {
			whom.add("address " + ban.network());
		}
		return whom.toString();
	}

	private void banish(SessionLoop loop, Collection<Session> some) {
		loop.execute(() -> some.forEach((session) -> session.run(() -> banish(session))));
	}

	private void banish(Session session) {
		ClientLink link = session.link();
		if (link != null && this.admission.isBanned(session.client().identity(), link.socketAddress())) {
			// "banned" is a word of CONNACK only (MQTT 5.0, 2.4)
			session.disconnect(MqttReasonCode.ADMINISTRATIVE_ACTION, "it is banned");
		}
	}

}
