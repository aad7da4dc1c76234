package io.mqttboot.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/**
 * What was wrong with the messages of a run.
 *
 * @param lost how many never arrived
 * @param duplicates how many arrived again
 * @param disordered how many arrived after a later one
 */
public record Faults(long lost, long duplicates, long disordered) {

	/** Each message arrived once and in order. */
	public static final Faults NONE = new Faults(0, 0, 0);

	/**
	 * Adds up.
	 * @param other further ones
	 * @return both together
	 */
	public Faults plus(Faults other) {
		return new Faults(this.lost + other.lost, this.duplicates + other.duplicates,
				this.disordered + other.disordered);
	}

	/** In words, one entry for each kind that there is. */
	public List<String> words() {
		List<String> words = new ArrayList<>();
		if (this.lost > 0) {
			words.add(this.lost + " lost");
		}
		if (this.duplicates > 0) {
			words.add(this.duplicates + " twice");
		}
		if (this.disordered > 0) {
			words.add(this.disordered + " out of order");
		}
		return words;
	}

}
