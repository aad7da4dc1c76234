package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttServerConfig;
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

	/**
	 * Returns the keep-alive of a client in seconds. 0 asks for none: a client of MQTT 5
	 * is told two thirds of the longest silence.
	 */
	static int of(ConnectRequest connect, MqttServerConfig config) {
		int asked = connect.keepAliveSeconds();
		if (!connect.version().is5()) {
			return asked;
		}
		int max = config.limits().keepAliveSecondsMax();
		int heartbeat = (int) (Math.min(98_303, config.heartbeatTimeout().toSeconds()) * 2 / 3);
		if (asked == 0 && heartbeat > 0) {
			asked = heartbeat;
		}
		return (max > 0 && (asked == 0 || asked > max)) ? max : asked;
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
