package io.mqttboot.server.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WebSocketFramesTests {

	private final EmbeddedChannel channel = new EmbeddedChannel(new WebSocketFrames());

	@Test
	void a_ping_is_answered_with_its_own_bytes() {
		this.channel.writeInbound(new PingWebSocketFrame(bytes(1, 2)));
		PongWebSocketFrame pong = this.channel.readOutbound();
		assertThat(pong.content()).isEqualTo(bytes(1, 2));
		pong.release();
		assertThat(this.channel.inboundMessages()).isEmpty();
	}

	@Test
	void nothing_follows_a_close_frame() {
		this.channel.writeInbound(new CloseWebSocketFrame(1000, ""));
		CloseWebSocketFrame answer = this.channel.readOutbound();
		assertThat(answer.statusCode()).isEqualTo(1000);
		answer.release();
		assertThat(this.channel.isOpen()).isFalse();
		ByteBuf late = bytes(1);
		assertThat(this.channel.write(late).isSuccess()).isFalse();
		assertThat(late.refCnt()).isZero();
	}

	@Test
	void who_does_not_read_is_closed_without_a_farewell() {
		ChannelOutboundBuffer waiting = this.channel.unsafe().outboundBuffer();
		assertThat(waiting).isNotNull();
		waiting.setUserDefinedWritability(1, false);
		this.channel.close();
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.channel.outboundMessages()).isEmpty();
	}

	private static ByteBuf bytes(int... values) {
		ByteBuf bytes = Unpooled.buffer();
		for (int value : values) {
			bytes.writeByte(value);
		}
		return bytes;
	}

}
