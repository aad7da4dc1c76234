package io.mqttboot.client.interop;

import java.nio.file.Path;

/**
 * Our client against HiveMQ CE.
 */
class HiveMqInteropTests extends ForeignServerContract {

	@Override
	ForeignServer start(Path directory) {
		return ForeignServer.hivemq(directory);
	}

}
