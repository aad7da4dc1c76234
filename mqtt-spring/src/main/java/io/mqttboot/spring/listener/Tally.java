package io.mqttboot.spring.listener;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a container counts.
 */
final class Tally {

	final LongAdder processed = new LongAdder();

	final LongAdder retried = new LongAdder();

	final LongAdder recovered = new LongAdder();

	final LongAdder lost = new LongAdder();

}
