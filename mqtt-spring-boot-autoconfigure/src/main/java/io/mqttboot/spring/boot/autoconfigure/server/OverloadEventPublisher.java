package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttServerOverloadEvent;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells Spring's event listeners how overloaded the server is, on the executor of the
 * application's listeners: whoever watches the load must not wait for them.
 */
record OverloadEventPublisher(ApplicationEventPublisher publisher, Supplier<MqttServer> server,
		Executor executor) implements MqttServerObserver {

	@Override
	public void overloadChanged(MqttOverloadState before, MqttOverloadState now) {
		this.executor
			.execute(() -> this.publisher.publishEvent(new MqttServerOverloadEvent(this.server.get(), before, now)));
	}

}
