package io.mqttboot.benchmarks.load;

import java.util.List;

/**
 * Something that is measured again and again, and has tables of its own.
 */
public interface Measured {

	/** What it is called on the command line. */
	String name();

	/** What it is, in words. */
	String title();

	/**
	 * What is measured; the first figure is the one that everybody is compared by.
	 */
	List<Figure> figures();

}
