package io.mqttboot.spring.boot.autoconfigure.client;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image of an application with a client must keep.
 */
class MqttClientRuntimeHints implements RuntimeHintsRegistrar {

	/** Netty asks handlers for their methods, to pass by those that do nothing. */
	private static final String[] HANDLERS = { "io.mqttboot.protocol.codec.FrameDecoder",
			"io.mqttboot.client.internal.connection.ChannelLink",
			"io.mqttboot.client.internal.connection.NettyConnector$Greeting",
			"io.mqttboot.client.internal.connection.WebSocketFrames" };

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (String name : HANDLERS) {
			hints.reflection().registerTypeIfPresent(classLoader, name, MemberCategory.INVOKE_PUBLIC_METHODS);
		}
	}

}
