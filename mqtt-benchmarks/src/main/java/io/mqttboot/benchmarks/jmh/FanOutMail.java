package io.mqttboot.benchmarks.jmh;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.PublishFrame;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.internal.session.Attachment;
import io.mqttboot.server.internal.session.ClientLink;
import io.mqttboot.server.internal.session.Loop;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.session.SessionContext;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.internal.session.Sessions;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttServerObserver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message at QoS 0 to very many sessions that write it to memory: on the publisher's
 * loop, or through their mailboxes on another one. The difference is what the mailboxes
 * cost. Both loops are driven by hand on one thread.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class FanOutMail {

	private static final String TOPIC = "plant/7/line/3/temperature";

	@Param({ "1000", "100000" })
	int subscribers;

	@Param({ "false", "true" })
	boolean otherLoop;

	private HandLoop publishing;

	private HandLoop delivering;

	private Broker broker;

	private MqttMessage message;

	private long written;

	@Setup
	public void setUp() {
		MqttServerConfig config = MqttServerConfig.builder().build();
		this.broker = new Broker(config, null, MqttServerObserver.NONE);
		this.publishing = new HandLoop();
		this.delivering = this.otherLoop ? new HandLoop() : this.publishing;
		SessionLoop loop = new SessionLoop(this.delivering, Integer.MAX_VALUE / 2, Long.MAX_VALUE / 2);
		Sessions sessions = new Sessions(new SessionContext(config, this.broker, MqttServerObserver.NONE, null, null));
		this.delivering.in = true;
		for (int i = 0; i < this.subscribers; i++) {
			connect(sessions, loop, "subscriber-" + i);
		}
		this.delivering.run();
		this.delivering.in = false;
		this.publishing.in = true;
		this.message = MqttMessage.of(TOPIC, new byte[64], MqttQos.AT_MOST_ONCE, false);
	}

	private void connect(Sessions sessions, SessionLoop loop, String clientId) {
		sessions.attach(new Attachment(MqttIdentity.anonymous(clientId), null, null, MqttVersion.MQTT_3_1_1, true, 0,
				null, new MemoryLink(), loop, (session, present) -> subscribe(session), (refusal) -> {
					throw refusal;
				}));
	}

	private void subscribe(Session session) {
		session.connected();
		this.broker
			.subscribe(new Subscription(session, MqttTopicFilter.of(TOPIC), MqttQos.AT_MOST_ONCE, false, false, 0, 0));
	}

	@Benchmark
	public void publish() {
		long before = this.written;
		this.broker.publish(Publication.of(this.message, "publisher", 0), 0);
		this.publishing.run();
		this.delivering.run();
		if (this.written - before != this.subscribers) {
			throw new IllegalStateException("not all was delivered");
		}
	}

	/** A loop that runs when it is told to. */
	private static final class HandLoop implements Loop {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		private boolean in;

		@Override
		public boolean inLoop() {
			return this.in;
		}

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		@Override
		public long millis() {
			return 1;
		}

		private void run() {
			boolean before = this.in;
			this.in = true;
			Runnable task = this.tasks.poll();
			while (task != null) {
				task.run();
				task = this.tasks.poll();
			}
			this.in = before;
		}

	}

	/** A connection that copies what is written into a buffer of its own. */
	private final class MemoryLink implements ClientLink {

		private final ByteBuf out = Unpooled.buffer(512);

		@Override
		public boolean publish(Publication publication, MqttQos qos, boolean retain, boolean dup, int packetId,
				int[] subscriptionIds) {
			PublishFrame shared = publication.sharedFrame(version(), qos, retain);
			this.out.clear();
			if (shared != null) {
				shared.write(this.out, packetId);
			}
			FanOutMail.this.written++;
			return true;
		}

		@Override
		public MqttVersion version() {
			return MqttVersion.MQTT_3_1_1;
		}

		@Override
		public SocketAddress socketAddress() {
			return InetSocketAddress.createUnresolved("memory", 0);
		}

		@Override
		public String remoteAddress() {
			return "memory";
		}

		@Override
		public int receiveMaximum() {
			return 65_535;
		}

		@Override
		public boolean isWritable() {
			return true;
		}

		@Override
		public boolean accepts(Publication publication, MqttQos qos, int[] subscriptionIds) {
			return true;
		}

		@Override
		public void acknowledge(AckType type, int packetId, MqttReasonCode reason) {
			throw new IllegalStateException("nothing is acknowledged");
		}

		@Override
		public void close(MqttReasonCode reason, String why) {
			throw new IllegalStateException(why);
		}

	}

}
