package io.mqttboot.benchmarks.relay;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.benchmarks.load.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the floor does what is said of it, no less and no more.
 */
class RelayConnectionTests {

	private final Topics topics = new Topics();

	private final List<Client> clients = new ArrayList<>();

	@AfterEach
	void close() {
		this.clients.forEach((client) -> client.channel.finishAndReleaseAll());
	}

	private Client client() {
		Client client = new Client(this.topics);
		this.clients.add(client);
		client.says(Frames.connect("client", false));
		assertThat(client.hears()).containsExactly("20020000");
		return client;
	}

	private Client subscriber(String filter, int qos) {
		Client client = client();
		client.says(Frames.subscribe(filter, qos, false));
		assertThat(client.hears()).containsExactly("90030001" + "0" + qos);
		return client;
	}

	@Test
	void a_message_goes_verbatim_to_everybody_who_subscribed_to_its_topic() {
		Client one = subscriber("a/b", 0);
		Client other = subscriber("a/b", 0);
		Client stranger = subscriber("a/c", 0);
		byte[] message = Frames.publish("a/b", 0, 5, false);
		client().says(message);
		assertThat(one.hears()).containsExactly(ByteBufUtil.hexDump(message));
		assertThat(other.hears()).containsExactly(ByteBufUtil.hexDump(message));
		assertThat(stranger.hears()).isEmpty();
	}

	@Test
	void members_of_a_shared_group_take_turns() {
		List<Client> members = List.of(subscriber("$share/group/a", 0), subscriber("$share/group/a", 0),
				subscriber("$share/group/a", 0));
		Client publisher = client();
		for (int i = 0; i < 9; i++) {
			publisher.says(Frames.publish("a", 0, 1, false));
		}
		members.forEach((member) -> assertThat(member.hears()).hasSize(3));
	}

	@Test
	void each_shared_group_has_its_own_copy_beside_ordinary_subscribers() {
		List<Client> all = List.of(subscriber("$share/one/a", 0), subscriber("$share/two/a", 0), subscriber("a", 0));
		client().says(Frames.publish("a", 0, 1, false));
		all.forEach((each) -> assertThat(each.hears()).hasSize(1));
	}

	@Test
	void the_relay_itself_acknowledges() {
		subscriber("a", 2);
		Client publisher = client();
		publisher.says(Frames.publish("a", 1, 1, false));
		publisher.says(Frames.publish("a", 2, 1, false));
		publisher.says(new byte[] { 0x62, 2, 0, 9 });
		assertThat(publisher.hears()).containsExactly("40020000", "50020000", "70020009");
	}

	@Test
	void a_receiver_is_flushed_once_for_all_that_one_read_brought() {
		Client receiver = subscriber("a", 0);
		int before = receiver.flushes;
		byte[] message = Frames.publish("a", 0, 1, false);
		client().says(message, message, message);
		assertThat(receiver.flushes - before).isOne();
		assertThat(receiver.hears()).hasSize(3);
	}

	@Test
	void a_message_in_pieces_is_one() {
		Client receiver = subscriber("a", 0);
		Client publisher = client();
		for (byte each : Frames.publish("a", 0, 3, false)) {
			publisher.says(new byte[] { each });
		}
		assertThat(receiver.hears()).hasSize(1);
	}

	private static final class Client {

		private int flushes;

		private final EmbeddedChannel channel;

		private Client(Topics topics) {
			this.channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {

				@Override
				public void flush(ChannelHandlerContext ctx) {
					Client.this.flushes++;
					ctx.flush();
				}

			}, new RelayConnection(topics));
		}

		// in one read
		private void says(byte[]... packets) {
			this.channel.writeInbound(Unpooled.copiedBuffer(packets));
		}

		// each packet that was written, as hexadecimal digits
		private List<String> hears() {
			List<String> heard = new ArrayList<>();
			for (ByteBuf out = this.channel.readOutbound(); out != null; out = this.channel.readOutbound()) {
				heard.add(ByteBufUtil.hexDump(out));
				out.release();
			}
			return heard;
		}

	}

}
