package io.mqttboot.server.internal.connection;

import java.time.Instant;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.session.Deadlines;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection when what authentication said of its client is not true any more.
 */
final class Validity extends Deadlines.Deadline {

	private final ChannelLink link;

	private @Nullable Instant end;

	Validity(ChannelLink link, @Nullable Instant end) {
		this.link = link;
		until(end);
	}

	static boolean isOver(@Nullable Instant end, long nowMillis) {
		return end != null && !Instant.ofEpochMilli(nowMillis).isBefore(end);
	}

	/** Sets the end anew, {@code null} for none. */
	void until(@Nullable Instant newEnd) {
		cancel();
		this.end = newEnd;
		if (newEnd != null) {
			long seconds = newEnd.getEpochSecond() - this.link.loop().millis() / 1000;
			this.link.loop().deadlines().set(this, Math.max(0, seconds));
		}
	}

	@Override
	protected void due() {
		if (isOver(this.end, this.link.loop().millis())) {
			this.link.close(MqttReasonCode.NOT_AUTHORIZED, "what it proved is not valid any more");
		}
		else {
			until(this.end);
		}
	}

}
