package io.mqttboot.server.internal.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.mqttboot.server.internal.connection.Lobby;
import io.mqttboot.server.internal.session.SessionLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The event loops of the lobby, which accept connections. A few strangers at a time go
 * straight to loops of clients, which they cannot hold up: to move costs more than they
 * do. Not those who encrypt.
 */
final class Reception extends MultiThreadIoEventLoopGroup {

	/** What a port for TLS has. */
	static final AttributeKey<Boolean> SECURE = AttributeKey.valueOf(Reception.class, "secure");

	// on each loop of clients
	private static final int GUESTS_MAX = 64;

	private final LoopGroup clients;

	private final int guestsMax;

	private final AtomicInteger guests = new AtomicInteger();

	Reception(int threads, IoHandlerFactory factory, LoopGroup clients) {
		super(threads, new DefaultThreadFactory("mqtt-server-lobby"), factory);
		this.clients = clients;
		this.guestsMax = GUESTS_MAX * clients.loops().size();
	}

	@Override
	public ChannelFuture register(Channel channel) {
		Channel port = channel.parent();
		if (port == null || port.hasAttr(SECURE) || this.guests.get() >= this.guestsMax) {
			return super.register(channel);
		}
		this.guests.incrementAndGet();
		return this.clients.group().register(channel).addListener((registered) -> {
			if (!registered.isSuccess()) {
				this.guests.decrementAndGet();
			}
		});
	}

	/** Returns where a channel is that was accepted. */
	Lobby lobby(Channel channel) {
		if (!this.clients.has(channel.eventLoop())) {
			return this::leave;
		}
		Guest guest = new Guest();
		channel.closeFuture().addListener(guest);
		return guest;
	}

	private void leave(Channel channel, Consumer<SessionLoop> arrived) {
		EventLoop home = this.clients.group().next();
		channel.deregister().addListener((deregistered) -> {
			if (channel.isOpen()) {
				home.register(channel).addListener((registered) -> {
					if (registered.isSuccess()) {
						arrived.accept(this.clients.of(home));
					}
				});
			}
		});
	}

	/** A stranger on a loop of clients, until it has sent CONNECT or is gone. */
	private final class Guest implements Lobby, ChannelFutureListener {

		@Override
		public void leave(Channel channel, Consumer<SessionLoop> arrived) {
			channel.closeFuture().removeListener(this);
			Reception.this.guests.decrementAndGet();
			arrived.accept(Reception.this.clients.of(channel.eventLoop()));
		}

		@Override
		public void operationComplete(ChannelFuture closed) {
			Reception.this.guests.decrementAndGet();
		}

	}

}
