package io.mqttboot.server.internal.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.session.SessionLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

/**
 * Event loops that do the same, each with what lives on it and a clock that ticks once a
 * second.
 */
final class LoopGroup {

	private final EventLoopGroup group;

	private final Map<EventLoop, SessionLoop> byEventLoop = new HashMap<>();

	private final List<SessionLoop> loops = new ArrayList<>();

	LoopGroup(EventLoopGroup group, MqttServerConfig config) {
		this.group = group;
		for (EventExecutor executor : this.group) {
			EventLoop eventLoop = (EventLoop) executor;
			SessionLoop loop = new SessionLoop(new NettyLoop(eventLoop), config.limits().mailMax(),
					config.limits().mailBytesMax());
			this.byEventLoop.put(eventLoop, loop);
			this.loops.add(loop);
			eventLoop.scheduleAtFixedRate(loop::tick, 1, 1, TimeUnit.SECONDS);
		}
	}

	EventLoopGroup group() {
		return this.group;
	}

	boolean has(EventLoop eventLoop) {
		return this.byEventLoop.containsKey(eventLoop);
	}

	SessionLoop of(EventLoop eventLoop) {
		return Objects.requireNonNull(this.byEventLoop.get(eventLoop));
	}

	List<SessionLoop> loops() {
		return this.loops;
	}

	boolean isOnLoop() {
		for (SessionLoop loop : this.loops) {
			if (loop.inLoop()) {
				return true;
			}
		}
		return false;
	}

	void shutdown() {
		this.group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
	}

}
