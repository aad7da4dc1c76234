package io.mqttboot.protocol.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.testkit.PacketCases;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A large payload is lent while its packet is handled, shared by whoever writes it and
 * copied by whoever keeps it.
 */
class LentPayloadTests {

	private static final ByteBufAllocator ALLOC = UnpooledByteBufAllocator.DEFAULT;

	private static final String LARGE = "30 [ \"t\" 41*8192 ]";

	private final Borrower receiver = new Borrower();

	private final List<ByteBuf> written = new ArrayList<>();

	@AfterEach
	void release() {
		this.written.forEach(ByteBuf::release);
		this.receiver.close();
	}

	private static ByteBuf direct(String packet) {
		return Unpooled.directBuffer().writeBytes(PacketCases.bytes(packet)).capacity(PacketCases.bytes(packet).length);
	}

	private void writes(boolean shared) {
		this.written.add(PublishFrame.payload(this.receiver.message(), ALLOC, shared));
	}

	@Test
	void who_writes_a_lent_payload_shares_the_bytes_that_were_read() {
		ByteBuf in = direct(LARGE);
		this.receiver.reads(in, () -> {
			writes(true);
			writes(true);
		});
		assertThat(in.refCnt()).isEqualTo(2);
		assertThat(this.written).allMatch((payload) -> payload.unwrap() != null && payload.readableBytes() == 8192);
		assertThat(this.written.get(0).memoryAddress()).isEqualTo(this.written.get(1).memoryAddress());
	}

	@Test
	void who_may_have_to_wait_gets_a_copy_of_exactly_the_payload() {
		ByteBuf in = direct(LARGE);
		this.receiver.reads(in, () -> writes(false));
		assertThat(in.refCnt()).isZero();
		assertThat(this.written.get(0).capacity()).isEqualTo(8192);
		assertThat(ByteBufUtil.getBytes(this.written.get(0))).containsOnly('A');
	}

	@Test
	void many_who_write_what_was_read_to_the_heap_share_one_copy_outside() {
		this.receiver.reads(Unpooled.wrappedBuffer(PacketCases.bytes(LARGE)), () -> {
			writes(true);
			writes(true);
		});
		assertThat(this.written).allMatch(ByteBuf::isDirect);
		assertThat(this.written.get(0).memoryAddress()).isEqualTo(this.written.get(1).memoryAddress());
		assertThat(ByteBufUtil.getBytes(this.written.get(0))).containsOnly('A').hasSize(8192);
	}

	@Test
	void who_keeps_a_message_has_its_bytes_when_the_read_is_over() {
		ByteBuf in = direct(LARGE);
		this.receiver.reads(in, () -> this.receiver.message().withTopic("other").keep());
		assertThat(in.refCnt()).isZero();
		assertThat(this.receiver.message().payloadArray()).containsOnly('A').hasSize(8192);
		writes(true);
		assertThat(ByteBufUtil.getBytes(this.written.get(0))).containsOnly('A').hasSize(8192);
	}

	@Test
	void who_does_not_keep_it_is_told_so() {
		this.receiver.reads(direct(LARGE), () -> {
		});
		MqttMessage message = this.receiver.message();
		assertThat(message.payloadBytes()).isEqualTo(8192);
		assertThatIllegalStateException().isThrownBy(message::payload).withMessageContaining("a bug");
		assertThatIllegalStateException().isThrownBy(() -> PublishFrame.payload(message, ALLOC, true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "30 [ \"t\" 41*8191 ]", "30 [ \"t\" 41*8192 ] 30 [ \"t\" 41*60000 ]" })
	void what_is_small_or_a_small_part_of_what_it_would_hold_on_to_is_not_lent(String packets) {
		List<Boolean> lent = new ArrayList<>();
		this.receiver.reads(direct(packets), () -> lent.add(this.receiver.message().lentPayload() != null));
		assertThat(lent).first().isEqualTo(false);
	}

	@Test
	void a_receiver_that_fails_ends_the_loan() {
		ByteBuf in = direct(LARGE);
		assertThatIllegalArgumentException().isThrownBy(() -> this.receiver.reads(in, () -> {
			throw new IllegalArgumentException("it has something against it");
		}));
		assertThat(in.refCnt()).isZero();
		assertThatIllegalStateException().isThrownBy(() -> this.receiver.message().payloadArray());
	}

	/** Handed a PUBLISH, it does what a test wants it to, and does not keep it. */
	private static final class Borrower implements PacketReceiver, AutoCloseable {

		private final EmbeddedChannel channel;

		private Runnable reaction = () -> {
		};

		private @Nullable MqttMessage message;

		private Borrower() {
			FrameDecoder decoder = new FrameDecoder(DecoderPeer.limits(FrameDecoder.Role.SERVER), this);
			this.channel = new EmbeddedChannel(decoder);
			this.channel.writeInbound(Unpooled.wrappedBuffer(PacketCases.connect(4)));
			decoder.accepted();
		}

		private void reads(ByteBuf in, Runnable next) {
			this.reaction = next;
			this.channel.writeInbound(in);
		}

		private MqttMessage message() {
			return Objects.requireNonNull(this.message);
		}

		@Override
		public void publish(Publish publish) {
			this.message = publish.message();
			this.reaction.run();
		}

		@Override
		public void ack(AckType type, int packetId, MqttReasonCode reason) {
			throw new IllegalStateException("no acknowledgement was sent");
		}

		@Override
		public void ping() {
			throw new IllegalStateException("no ping was sent");
		}

		@Override
		public void control(io.netty.handler.codec.mqtt.MqttMessage packet) {
			// CONNECT
		}

		@Override
		public void received(int packetType, int bytes) {
			// counted elsewhere
		}

		@Override
		public void close() {
			this.channel.finishAndReleaseAll();
		}

	}

}
