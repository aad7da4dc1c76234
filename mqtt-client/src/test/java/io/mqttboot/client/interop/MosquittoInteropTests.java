package io.mqttboot.client.interop;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Our client against Mosquitto.
 */
class MosquittoInteropTests extends ForeignServerContract {

	@Override
	ForeignServer start(Path directory) throws IOException {
		return ForeignServer.mosquitto(directory);
	}

}
