package io.mqttboot.server.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server of a test class on free ports of 127.0.0.1, and what a test opened to it.
 */
final class LoopbackBroker implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	static final String HOST = "127.0.0.1";

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final UnaryOperator<MqttServerBuilder> setUp;

	private final List<AutoCloseable> open = new ArrayList<>();

	private @Nullable MqttServer server;

	LoopbackBroker() {
		this((builder) -> builder);
	}

	LoopbackBroker(UnaryOperator<MqttServerBuilder> setUp) {
		this.setUp = setUp;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		this.server = this.setUp.apply(MqttServer.create().ip(HOST).port(0).webSocketPort(0)).start();
	}

	// all at once, for Paho takes its time
	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			for (Future<Boolean> closed : threads.invokeAll(this.open.stream().map(LoopbackBroker::closing).toList())) {
				closed.get();
			}
		}
		finally {
			threads.shutdown();
			this.open.clear();
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.server != null) {
			this.server.stop();
		}
	}

	MqttServer server() {
		if (this.server == null) {
			throw new IllegalStateException("not started yet");
		}
		return this.server;
	}

	int port() {
		return server().port();
	}

	String uri() {
		return "tcp://" + HOST + ":" + port();
	}

	/** Closes something when the test is over. */
	void closeLater(AutoCloseable closeable) {
		this.open.add(closeable);
	}

	private static Callable<Boolean> closing(AutoCloseable closeable) {
		return () -> {
			closeable.close();
			return true;
		};
	}

	/** A name that no other test has. */
	static String name(String kind) {
		return kind + NAMES.incrementAndGet();
	}

}
