package io.mqttboot.server;

import java.util.List;
import java.util.function.Supplier;

import io.mqttboot.server.config.MqttBan;

/**
 * Whom a server keeps out: the bans of its configuration, those that the application adds
 * here, and those that the server makes itself. They last until the server stops; a start
 * begins with those of the configuration. Thread-safe; nothing blocks.
 */
public final class MqttBans {

	private final Supplier<Engine> running;

	MqttBans(Supplier<Engine> running) {
		this.running = running;
	}

	/**
	 * Bans somebody, in place of a ban that names the same. Whom it hits and who is
	 * connected is told (0x98) and disconnected; sessions stay as long as they may.
	 * @param ban the ban
	 * @throws IllegalStateException if there are too many bans, or the server is not
	 * running
	 */
	public void add(MqttBan ban) {
		this.running.get().ban(ban);
	}

	/**
	 * Ends the ban that names the same, whatever its end and its reason.
	 * @param ban a ban of the same client identifier, user and network
	 * @return whether there was one
	 * @throws IllegalStateException if the server is not running
	 */
	public boolean remove(MqttBan ban) {
		return this.running.get().connections().admission().bans().remove(ban);
	}

	/**
	 * Returns the bans that are in force, in no order.
	 * @return a copy
	 * @throws IllegalStateException if the server is not running
	 */
	public List<MqttBan> list() {
		return this.running.get().connections().admission().bans().list();
	}

}
