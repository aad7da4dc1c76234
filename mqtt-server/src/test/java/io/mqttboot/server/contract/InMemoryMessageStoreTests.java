package io.mqttboot.server.contract;

import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.server.spi.MqttMessageStore;

class InMemoryMessageStoreTests extends MessageStoreContract {

	@Override
	protected MqttMessageStore create() {
		return new MqttInMemoryMessageStore();
	}

}
