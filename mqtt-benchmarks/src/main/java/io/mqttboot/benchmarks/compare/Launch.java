package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.util.List;

/**
 * How the process of a broker is started.
 */
interface Launch {

	/** Returns the command that starts it on these ports. */
	List<String> command(Ports ports) throws IOException;

	/** Returns the same with further flags of a virtual machine, if it has one. */
	Launch with(List<String> flags);

	/** Whether it prints {@code ready}, and ends when its standard input does. */
	boolean isOurs();

}
