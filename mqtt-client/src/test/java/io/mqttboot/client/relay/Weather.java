package io.mqttboot.client.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A network that cuts, stalls, half-closes, swallows and fragments what it passes on,
 * until it has done so often enough; then it is calm.
 */
final class Weather implements Relay.Passage {

	private static final int FAULTS_MAX = 25;

	private static final int SWALLOWS_MAX = 1;

	// guarded by this
	private final Random random;

	// guarded by this
	private int faults;

	// guarded by this
	private int swallows;

	private final CountDownLatch never = new CountDownLatch(1);

	private volatile boolean calm;

	Weather(long seed) {
		this.random = new Random(seed);
	}

	/** No faults any more. */
	void calm() {
		this.calm = true;
	}

	boolean isCalm() {
		return this.calm;
	}

	synchronized int faults() {
		return this.faults;
	}

	@Override
	public boolean pass(byte[] bytes, int length, OutputStream out) throws IOException {
		int from = 0;
		while (from < length) {
			int piece = Math.min(length - from, 1 + draw(this.calm ? 4096 : 16));
			Fault fault = draw();
			switch (fault) {
				case NONE -> out.write(bytes, from, piece);
				case STALL -> {
					pause(1 + draw(20));
					out.write(bytes, from, piece);
				}
				case CUT -> throw new IOException("cut");
				case HALF_CLOSE -> {
					return false;
				}
				case SWALLOW -> piece = length - from; // the rest of what was read
			}
			if (fault == Fault.SWALLOW) {
				pause(3_000); // nothing passes: only the keep-alive can tell
				throw new IOException("swallowed");
			}
			out.flush();
			from += piece;
		}
		return true;
	}

	private void pause(int millis) throws IOException {
		try {
			if (this.never.await(millis, TimeUnit.MILLISECONDS)) {
				throw new IOException("unreachable");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

	private synchronized int draw(int bound) {
		return this.random.nextInt(bound);
	}

	private synchronized Fault draw() {
		int chance = this.random.nextInt(1_200);
		if (this.calm || chance >= 40) {
			return Fault.NONE;
		}
		Fault fault = (chance < 14) ? Fault.CUT
				: (chance < 22) ? Fault.HALF_CLOSE : (chance < 39) ? Fault.STALL : Fault.SWALLOW;
		if (fault == Fault.SWALLOW && ++this.swallows > SWALLOWS_MAX) {
			return Fault.NONE;
		}
		this.calm = ++this.faults >= FAULTS_MAX;
		return fault;
	}

	/** What may happen to some bytes. */
	private enum Fault {

		NONE, STALL, CUT, HALF_CLOSE, SWALLOW

	}

}
