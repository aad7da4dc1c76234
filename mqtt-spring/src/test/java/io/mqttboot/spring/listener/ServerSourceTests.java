package io.mqttboot.spring.listener;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.server.MqttServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServerSourceTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private final ExecutorService handlers = Executors.newSingleThreadExecutor((task) -> {
		Thread only = new Thread(task, "handler");
		only.setDaemon(true);
		this.thread.set(only);
		return only;
	});

	private final MqttServer server = MqttServer.create()
		.port(0)
		.webSocketPort(0)
		.handlerExecutor(this.handlers)
		.start();

	private final Queue<MqttAcknowledgment> waiting = new ConcurrentLinkedQueue<>();

	@AfterEach
	void stop() {
		this.waiting.forEach(MqttAcknowledgment::acknowledge);
		this.server.stop();
		this.handlers.shutdown();
	}

	@Test
	void a_listener_that_is_far_behind_holds_up_the_server_and_loses_nothing() {
		new ServerSource(this.server).open(Set.of("a"), MqttQos.AT_LEAST_ONCE,
				(message, publisher, acknowledgment) -> this.waiting.add(acknowledgment));
		for (int i = 0; i < ServerSource.WAITING_MAX + 1; i++) {
			this.server.publishAll("a", "x");
		}
		Awaitility.await().atMost(PATIENCE).until(this::isHeldUp);
		assertThat(this.waiting).hasSize(ServerSource.WAITING_MAX);
		MqttAcknowledgment first = this.waiting.remove();
		first.acknowledge();
		first.acknowledge(); // counts once
		Awaitility.await().atMost(PATIENCE).until(() -> this.waiting.size() == ServerSource.WAITING_MAX);
	}

	private boolean isHeldUp() {
		Thread only = this.thread.get();
		return this.waiting.size() == ServerSource.WAITING_MAX && only != null
				&& only.getState() == Thread.State.WAITING;
	}

}
