package io.mqttboot.server.contract;

import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttSessionStore;

class InMemoryRestartTests extends RestartContract {

	@Override
	protected MqttSessionStore createSessions() {
		return new MqttInMemorySessionStore();
	}

	@Override
	protected MqttMessageStore createMessages() {
		return new MqttInMemoryMessageStore();
	}

}
