package io.mqttboot.testkit;

/**
 * One numbered statement of a standard that somebody must obey.
 *
 * @param standard where it stands
 * @param id its id there, for example {@code MQTT-3.1.4-3}
 * @param section number and title of its section
 * @param binds who must obey
 * @param paraphrase what it asks for, in our own words
 */
public record NormativeStatement(Standard standard, String id, String section, Binds binds, String paraphrase) {

	/**
	 * Returns what {@link Clause} calls it.
	 * @return the id, that of MQTT 3.1.1 with the prefix {@code 3.1.1:}
	 */
	public String key() {
		return this.standard.keyPrefix() + this.id;
	}

	/**
	 * Returns whether a server must obey it, or must see that a client does.
	 * @return whether it binds a server
	 */
	public boolean bindsServer() {
		return this.binds == Binds.SERVER || this.binds == Binds.BOTH;
	}

	/**
	 * Returns whether a client must obey it.
	 * @return whether it binds a client
	 */
	public boolean bindsClient() {
		return this.binds == Binds.CLIENT || this.binds == Binds.BOTH;
	}

	/**
	 * Who must obey a statement.
	 */
	public enum Binds {

		/** A server. */
		SERVER,

		/** A client; a server neither obeys nor refuses. */
		CLIENT,

		/** Both, or a client in a way that a server has to refuse what breaks it. */
		BOTH,

		/** Neither. */
		NEITHER

	}

}
