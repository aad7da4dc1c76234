package io.mqttboot;

import org.jspecify.annotations.Nullable;

/**
 * A payload whose bytes belong to somebody else, for codecs: who handles a packet uses
 * them only until that call returns, and takes a copy to keep the message longer
 * ({@link MqttMessage#keep()}). Lent and copied on one thread; a copy may then be read on
 * any.
 */
public abstract class MqttLentPayload {

	private byte @Nullable [] kept;

	/**
	 * Returns how many bytes the payload has.
	 * @return the length in bytes
	 */
	public abstract int bytes();

	/**
	 * Returns a copy of the payload.
	 * @return the bytes
	 * @throws IllegalStateException if they are not lent any more
	 */
	protected abstract byte[] copy();

	final byte[] array() {
		byte[] known = this.kept;
		if (known == null) {
			known = copy();
			this.kept = known;
		}
		return known;
	}

}
