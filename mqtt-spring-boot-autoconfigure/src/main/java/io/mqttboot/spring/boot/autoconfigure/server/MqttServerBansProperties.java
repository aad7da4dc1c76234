package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of who is kept out, {@code mqtt.server.bans.*}.
 */
class MqttServerBansProperties {

	/**
	 * Comma-separated list of the client identifiers that may not connect.
	 */
	private List<String> clientIds = List.of();

	/**
	 * Comma-separated list of the users that may not connect, by the names that
	 * authentication finds.
	 */
	private List<String> users = List.of();

	/**
	 * Comma-separated list of the addresses and networks from which nobody may connect.
	 */
	private List<String> addresses = List.of();

	/**
	 * Most bans at a time.
	 */
	private int max = 10_000;

	private final Flapping flapping = new Flapping();

	public List<String> getClientIds() {
		return this.clientIds;
	}

	public void setClientIds(List<String> clientIds) {
		this.clientIds = clientIds;
	}

	public List<String> getUsers() {
		return this.users;
	}

	public void setUsers(List<String> users) {
		this.users = users;
	}

	public List<String> getAddresses() {
		return this.addresses;
	}

	public void setAddresses(List<String> addresses) {
		this.addresses = addresses;
	}

	public int getMax() {
		return this.max;
	}

	public void setMax(int max) {
		this.max = max;
	}

	public Flapping getFlapping() {
		return this.flapping;
	}

	/**
	 * Clients that connect again and again.
	 */
	static class Flapping {

		/**
		 * Whether to ban a client for a while that connects too often.
		 */
		private boolean enabled = false;

		/**
		 * How often a client may connect in a window.
		 */
		private int connectsMax = 15;

		/**
		 * How long connections are counted. If a duration suffix is not specified,
		 * seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration window = Duration.ofMinutes(1);

		/**
		 * How long a client is banned. If a duration suffix is not specified, seconds
		 * will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration ban = Duration.ofMinutes(5);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getConnectsMax() {
			return this.connectsMax;
		}

		public void setConnectsMax(int connectsMax) {
			this.connectsMax = connectsMax;
		}

		public Duration getWindow() {
			return this.window;
		}

		public void setWindow(Duration window) {
			this.window = window;
		}

		public Duration getBan() {
			return this.ban;
		}

		public void setBan(Duration ban) {
			this.ban = ban;
		}

	}

}
