package io.mqttboot.client.internal.connection;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.internal.session.ClientLoop;
import io.mqttboot.client.internal.session.ClientSession;
import io.mqttboot.client.spi.MqttClientException;
import org.jspecify.annotations.Nullable;

/**
 * Says PINGREQ before a silence is too long, and takes a missing PINGRESP for a lost
 * connection (MQTT 5.0, 3.1.2.10). [MQTT-3.1.2-20]
 */
final class KeepAlive {

	// how long PINGRESP may take, unless the keep alive is shorter
	private static final long ANSWER_MILLIS = 20_000;

	private final ChannelLink link;

	private final ClientLoop loop;

	private final ClientSession session;

	private long intervalMillis;

	private long lastWritten;

	private long lastRead;

	private long asked;

	private boolean open;

	private ClientLoop.@Nullable Timer timer;

	KeepAlive(ChannelLink link, ClientLoop loop, ClientSession session) {
		this.link = link;
		this.loop = loop;
		this.session = session;
	}

	void start(int seconds) {
		if (seconds > 0) {
			this.intervalMillis = seconds * 1_000L;
			this.lastWritten = this.loop.millis();
			this.lastRead = this.lastWritten;
			next();
		}
	}

	private void next() {
		this.timer = this.loop.schedule(Math.max(100, this.intervalMillis / 8), this::check);
	}

	void cancel() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
		this.intervalMillis = 0;
	}

	void written() {
		this.lastWritten = this.loop.millis();
	}

	void read() {
		this.lastRead = this.loop.millis();
	}

	void answered() {
		this.open = false;
	}

	private void check() {
		if (this.intervalMillis == 0) {
			return;
		}
		long now = this.loop.millis();
		if (this.session.isPaused()) {
			this.asked = now; // what came meanwhile is not read, PINGRESP neither
		}
		if (this.open && now - this.asked >= Math.min(ANSWER_MILLIS, this.intervalMillis)
				&& (now - this.lastRead >= ANSWER_MILLIS / 2 || now - this.asked >= this.intervalMillis)) {
			this.link.close(new MqttClientException(MqttReasonCode.KEEP_ALIVE_TIMEOUT,
					"the server did not answer PINGREQ in time"));
			return;
		}
		boolean silent = now - this.lastWritten >= this.intervalMillis * 3 / 4
				|| now - this.lastRead >= this.intervalMillis;
		if (silent && !this.open) {
			this.open = true;
			this.asked = now;
			this.link.sendPing();
		}
		else if (now - this.lastWritten >= this.intervalMillis * 3 / 4) {
			this.link.sendPing(); // still owed, whether or not the last one was answered
		}
		next();
	}

}
