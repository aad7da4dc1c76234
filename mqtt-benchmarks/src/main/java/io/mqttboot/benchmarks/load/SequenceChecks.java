package io.mqttboot.benchmarks.load;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Whether each subscriber, or the shared group of them, receives what it should.
 */
final class SequenceChecks {

	private final Traffic traffic;

	// by subscriber, one for a shared group, then by publisher
	private final @Nullable SequenceCheck[][] checks;

	SequenceChecks(Traffic traffic) {
		this.traffic = traffic;
		int receivers = (traffic.shape() == Traffic.Shape.SHARED) ? 1 : traffic.subscribers();
		this.checks = new SequenceCheck[receivers][traffic.publishers()];
		for (int receiver = 0; receiver < receivers; receiver++) {
			for (int publisher = 0; publisher < traffic.publishers(); publisher++) {
				if (traffic.shape() != Traffic.Shape.PAIRS || receiver == publisher) {
					this.checks[receiver][publisher] = new SequenceCheck();
				}
			}
		}
	}

	/** A message arrived. */
	void arrived(int subscriber, int publisher, long sequence) {
		int receiver = (this.traffic.shape() == Traffic.Shape.SHARED) ? 0 : subscriber;
		Objects.requireNonNull(this.checks[receiver][publisher], "a message of somebody else").arrived(sequence);
	}

	/**
	 * Returns what was wrong so far. The order of what a shared group receives is
	 * nobody's promise.
	 * @param sent how many messages each publisher has sent
	 */
	Faults faults(List<Long> sent) {
		Faults faults = Faults.NONE;
		for (@Nullable
		SequenceCheck[] receiver : this.checks) {
			for (int i = 0; i < receiver.length; i++) {
				SequenceCheck check = receiver[i];
				if (check != null) {
					faults = faults.plus(new Faults(check.lost(sent.get(i)), check.duplicates(),
							(this.traffic.shape() == Traffic.Shape.SHARED) ? 0 : check.disordered()));
				}
			}
		}
		return faults;
	}

}
