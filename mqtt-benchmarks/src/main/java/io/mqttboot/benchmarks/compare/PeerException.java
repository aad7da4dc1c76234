package io.mqttboot.benchmarks.compare;

/**
 * A peer cannot be had here, and why.
 */
final class PeerException extends Exception {

	private static final long serialVersionUID = 1L;

	PeerException(String message) {
		super(message);
	}

}
