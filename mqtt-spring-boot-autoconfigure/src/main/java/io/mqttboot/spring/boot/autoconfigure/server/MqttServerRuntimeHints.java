package io.mqttboot.spring.boot.autoconfigure.server;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image of an application with the server must keep.
 */
class MqttServerRuntimeHints implements RuntimeHintsRegistrar {

	/** Netty asks handlers for their methods, to pass by those that do nothing. */
	private static final String[] HANDLERS = { "io.mqttboot.protocol.codec.FrameDecoder",
			"io.mqttboot.server.internal.connection.ChannelLink", "io.mqttboot.server.internal.transport.Acceptor",
			"io.mqttboot.server.internal.transport.ProxyHeader", "io.mqttboot.server.internal.transport.TlsGate$Named",
			"io.mqttboot.server.internal.transport.StrangerFrames", "io.mqttboot.server.internal.transport.TlsDeadline",
			"io.mqttboot.server.internal.transport.TrafficMeter",
			"io.mqttboot.server.internal.transport.WebSocketFrames",
			"io.mqttboot.server.internal.transport.WebSocketGate" };

	/** The server looks for these by name. */
	private static final String[] TRANSPORTS = { "io.netty.channel.epoll.Epoll", "io.netty.channel.uring.IoUring" };

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (String name : HANDLERS) {
			hints.reflection().registerTypeIfPresent(classLoader, name, MemberCategory.INVOKE_PUBLIC_METHODS);
		}
		for (String name : TRANSPORTS) {
			hints.reflection().registerTypeIfPresent(classLoader, name);
		}
	}

}
