package io.mqttboot.server.internal.session;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.internal.broker.Gate;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.spi.MqttSessionRecord;
import io.mqttboot.server.spi.MqttSessionStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store what a session does, if there is a store and the session outlives its
 * connection: collects records during a pass and appends them at its end. Gates that wait
 * for a record open when its append is answered; after a failure they stay shut, so that
 * nothing is acknowledged that was not stored.
 */
final class Journal {

	private static final Logger logger = LoggerFactory.getLogger(Journal.class);

	private final Session session;

	private final @Nullable MqttSessionStore store;

	// of this pass
	private @Nullable Batch batch;

	Journal(Session session) {
		this.session = session;
		this.store = session.context().sessionStore();
	}

	/**
	 * A publication is offered to the session, whose publisher waits; from any thread.
	 */
	void enter(Publication publication) {
		Gate gate = publication.gate();
		if (gate != null && this.store != null) {
			gate.enter();
		}
	}

	/** A publication is not kept: its publisher need not wait. */
	void pass(Publication publication) {
		Gate gate = publication.gate();
		if (gate != null && this.store != null) {
			gate.leave();
		}
	}

	/** A message is kept, and its publisher waits until that is stored. */
	void queued(Delivery delivery) {
		Publication publication = delivery.publication;
		if (isDurable()) {
			add(new MqttSessionRecord.Queued(delivery.sequence, publication.message(), publication.publisher(),
					delivery.qos, delivery.retain, delivery.subscriptionIds, publication.expiresAtMillis()));
			if (publication.gate() != null) {
				batch().gates.add(publication.gate());
			}
		}
		else {
			pass(publication);
		}
	}

	/** The session changed. */
	void record(MqttSessionRecord change) {
		record(change, null);
	}

	/** The session changed, and somebody waits until that is stored. */
	void record(MqttSessionRecord change, @Nullable Gate gate) {
		if (isDurable()) {
			add(change);
			if (gate != null) {
				gate.enter();
				batch().gates.add(gate);
			}
		}
	}

	/** Whether the store is told at all. */
	boolean isDurable() {
		return this.store != null && this.session.expirySeconds() > 0;
	}

	private void add(MqttSessionRecord change) {
		batch().records.add(change);
	}

	private Batch batch() {
		Batch present = this.batch;
		if (present == null) {
			present = new Batch();
			this.batch = present;
			this.session.loop().touch(present);
		}
		return present;
	}

	/** The session leaves this loop: what it collected here goes before. */
	void flush() {
		if (this.batch != null) {
			this.batch.passEnded();
		}
	}

	/** Nothing of the session is to be kept any more. */
	void remove() {
		if (this.batch != null) {
			this.batch.gates.forEach(Gate::leave);
			this.batch.done = true;
			this.batch = null;
		}
		if (this.store != null) {
			this.store.remove(this.session.id()).whenComplete((done, failure) -> {
				if (failure != null) {
					logger.error("MQTT-4002 The session store did not remove a session: {}", failure.toString());
				}
			});
		}
	}

	/**
	 * What is appended at the end of a pass. The loop of that pass still has it in hand
	 * when the session may be on another one.
	 */
	private final class Batch implements PassEnd {

		private final List<MqttSessionRecord> records = new ArrayList<>();

		private final List<Gate> gates = new ArrayList<>();

		private boolean done;

		@Override
		public void passEnded() {
			if (this.done) {
				return;
			}
			this.done = true;
			Journal.this.batch = null;
			if (Journal.this.store != null) {
				Journal.this.store.append(Journal.this.session.id(), this.records).whenComplete((done, failure) -> {
					if (failure != null) {
						logger.error("MQTT-4001 The session store did not store {} records of a session: {}",
								this.records.size(), failure.toString());
						return;
					}
					this.gates.forEach(Gate::leave);
				});
			}
		}

	}

}
