package io.mqttboot.server.internal.transport;

import io.mqttboot.server.internal.admission.AddressTable;
import io.mqttboot.server.internal.admission.Traffic;
import io.mqttboot.server.internal.connection.ClientAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes and messages of a connection for its address. Stands in the pipeline
 * only where that is wanted, between what carries MQTT and what reads it.
 */
final class TrafficMeter extends ChannelDuplexHandler {

	private final AddressTable table;

	private final PacketCounter in = new PacketCounter();

	private final PacketCounter out = new PacketCounter();

	// known when the first packet comes: a proxy says it before
	private @Nullable Traffic traffic;

	TrafficMeter(AddressTable table) {
		this.table = table;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (msg instanceof ByteBuf bytes) {
			traffic(ctx).in(bytes.readableBytes(), this.in.messages(bytes));
		}
		ctx.fireChannelRead(msg);
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
		if (msg instanceof ByteBuf bytes) {
			traffic(ctx).out(bytes.readableBytes(), this.out.messages(bytes));
		}
		ctx.write(msg, promise);
	}

	private Traffic traffic(ChannelHandlerContext ctx) {
		Traffic known = this.traffic;
		if (known == null) {
			known = this.table.of(ClientAddress.of(ctx.channel()));
			this.traffic = known;
		}
		return known;
	}

}
