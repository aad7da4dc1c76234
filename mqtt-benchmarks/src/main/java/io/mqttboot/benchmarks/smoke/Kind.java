package io.mqttboot.benchmarks.smoke;

import java.util.Locale;

/**
 * What is stored, and how far from it is too far.
 */
enum Kind {

	/** Processor time of a message of ours for that of one of the relay. */
	RATIO(1.5, 0, 2),

	/**
	 * Bytes that an operation allocates: what of it is saved is the compiler's choice.
	 */
	BYTES(2, 32, 0),

	/** Time of an operation for that of another one: noise, so only looked at. */
	SCORE(Double.POSITIVE_INFINITY, 0, 2);

	private final double factor;

	private final double more;

	private final int decimals;

	Kind(double factor, double more, int decimals) {
		this.factor = factor;
		this.more = more;
		this.decimals = decimals;
	}

	/** Returns the kind of a figure by its name. */
	static Kind of(String name) {
		return valueOf(name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT));
	}

	/** Returns the name of a figure of this kind. */
	String name(String of) {
		return of + "." + name().toLowerCase(Locale.ROOT);
	}

	/** Returns the most that passes. */
	double limit(double stored) {
		return this.factor * stored + this.more;
	}

	/** Returns a value as it is stored and shown. */
	String text(double value) {
		return String.format(Locale.ROOT, "%." + this.decimals + "f", value);
	}

}
