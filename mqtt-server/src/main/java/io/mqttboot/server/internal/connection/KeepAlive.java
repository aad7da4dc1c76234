package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.session.Deadlines;

/**
 * Closes a link on which nothing has arrived for one and a half times its keep-alive
 * (MQTT 5.0, 3.1.2.10). A packet only leaves its second behind; the deadline looks at it
 * when it falls due.
 */
final class KeepAlive extends Deadlines.Deadline {

	private final ChannelLink link;

	private final int limitSeconds;

	/**
	 * Create the watch of a link.
	 * @param limitSeconds the longest silence
	 */
	KeepAlive(ChannelLink link, int limitSeconds) {
		this.link = link;
		this.limitSeconds = limitSeconds;
	}

	/** Returns the longest silence for a keep-alive: half as long again, rounded up. */
	static int limit(int keepAliveSeconds) {
		return (keepAliveSeconds * 3 + 1) / 2;
	}

	void start() {
		this.link.loop().deadlines().set(this, this.limitSeconds);
	}

	@Override
	protected void due() {
		Deadlines deadlines = this.link.loop().deadlines();
		long quietSince = this.link.isPaused() ? deadlines.now() : this.link.lastReadSecond();
		if (deadlines.now() - quietSince > this.limitSeconds) { // [MQTT-3.1.2-22]
			this.link.close(MqttReasonCode.KEEP_ALIVE_TIMEOUT, "nothing arrived in time");
		}
		else {
			deadlines.setAt(this, quietSince + this.limitSeconds + 1);
		}
	}

}
