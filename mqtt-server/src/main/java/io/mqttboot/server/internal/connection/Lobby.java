package io.mqttboot.server.internal.connection;

import java.util.function.Consumer;

import io.mqttboot.server.internal.session.SessionLoop;
import io.netty.channel.Channel;

/**
 * Where connections are until they have sent CONNECT: on event loops of their own, so
 * that clients do not wait while strangers connect, encrypt, say nothing or say it
 * slowly.
 */
public interface Lobby {

	/**
	 * Takes a channel to a loop of clients, for life. Called on the loop that it is on.
	 * @param channel the channel
	 * @param arrived is told on the new loop which one that is, or never, if the channel
	 * is closed on its way
	 */
	void leave(Channel channel, Consumer<SessionLoop> arrived);

}
