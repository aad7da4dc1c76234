package io.mqttboot.server.contract;

import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.server.spi.MqttSessionStore;

class InMemorySessionStoreTests extends SessionStoreContract {

	@Override
	protected MqttSessionStore create() {
		return new MqttInMemorySessionStore();
	}

}
