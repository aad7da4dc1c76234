package io.mqttboot.protocol.scram;

/**
 * A message of SCRAM that breaks the rules. Its text quotes nothing of the message.
 */
public final class ScramException extends Exception {

	private static final long serialVersionUID = 1;

	public ScramException(String message) {
		super(message);
	}

}
