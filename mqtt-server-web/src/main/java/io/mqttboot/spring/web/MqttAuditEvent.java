package io.mqttboot.spring.web;

import java.time.Instant;

import io.mqttboot.server.MqttServer;

import org.springframework.context.ApplicationEvent;

/**
 * Somebody did something to the server, or tried to: over HTTP or through Actuator.
 * Published on the server's handler executor, where listeners may block.
 */
public class MqttAuditEvent extends ApplicationEvent {

	private final String principal;

	private final String address;

	private final String action;

	private final String target;

	private final String outcome;

	/**
	 * Create an event.
	 * @param server the server that it was done to
	 * @param principal who did it
	 * @param address where that came from
	 * @param action what was done
	 * @param target what it was done to
	 * @param outcome what came of it
	 */
	public MqttAuditEvent(MqttServer server, String principal, String address, String action, String target,
			String outcome) {
		super(server);
		this.principal = principal;
		this.address = address;
		this.action = action;
		this.target = target;
		this.outcome = outcome;
	}

	/**
	 * Returns who did it.
	 * @return the name of the principal
	 */
	public String getPrincipal() {
		return this.principal;
	}

	/**
	 * Returns where that came from.
	 * @return an address, or the name of a way in
	 */
	public String getAddress() {
		return this.address;
	}

	/**
	 * Returns what was done.
	 * @return a word as {@code client.kick}
	 */
	public String getAction() {
		return this.action;
	}

	/**
	 * Returns what it was done to.
	 * @return a client identifier, a topic, or what else the action is about
	 */
	public String getTarget() {
		return this.target;
	}

	/**
	 * Returns what came of it.
	 * @return {@code done}, or why it was not
	 */
	public String getOutcome() {
		return this.outcome;
	}

	/**
	 * Returns when that was.
	 * @return the moment
	 */
	public Instant getInstant() {
		return Instant.ofEpochMilli(getTimestamp());
	}

}
