package io.mqttboot.server.internal.connection;

import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.session.Deadlines;

/**
 * A publisher that waits because somewhere mail piles up: it is not read until that is
 * less, or until patience ends: a listener that hangs must not silence publishers.
 */
final class Relief extends Deadlines.Deadline {

	// The longest pause before messages are rather dropped where they pile up.
	private static final int PATIENCE_SECONDS = 5;

	private final ChannelLink link;

	private boolean waiting;

	Relief(ChannelLink link) {
		this.link = link;
	}

	void await(Pressure pressure) {
		if (!this.waiting) {
			this.waiting = true;
			this.link.pauseReading();
			this.link.loop().deadlines().set(this, PATIENCE_SECONDS);
			pressure.await(() -> this.link.execute(this::goOn));
		}
	}

	private void goOn() {
		if (this.waiting) {
			cancel();
			this.waiting = false;
			this.link.resumeReading();
		}
	}

	@Override
	protected void due() {
		goOn();
	}

}
