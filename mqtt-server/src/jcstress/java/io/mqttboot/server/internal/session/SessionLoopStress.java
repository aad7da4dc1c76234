package io.mqttboot.server.internal.session;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttServerObserver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What a publisher and the loops of a session may do to its mail: each nested class is
 * one race.
 */
public final class SessionLoopStress {

	private static final MqttServerConfig CONFIG = MqttServerConfig.builder().build();

	private static final SessionContext CONTEXT = new SessionContext(CONFIG,
			new Broker(CONFIG, null, MqttServerObserver.NONE), MqttServerObserver.NONE, null, null);

	private static final Grant GRANT = new Grant(MqttQos.AT_MOST_ONCE, false, new int[0], null);

	// what one pass drains at most
	private static final int PASS = 1_024;

	private SessionLoopStress() {
	}

	private static Publication publication(int number) {
		return Publication.of(MqttMessage.of("t", "" + number, MqttQos.AT_MOST_ONCE, false), null, 0);
	}

	/** A loop that runs on whichever thread says so. */
	private static final class RaceLoop implements Loop {

		private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

		private final SessionLoop sessions = new SessionLoop(this, 20_000, Long.MAX_VALUE / 2);

		private volatile Thread thread;

		@Override
		public boolean inLoop() {
			return this.thread == Thread.currentThread();
		}

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		@Override
		public long millis() {
			return 0;
		}

		// Runs what waits, as the thread of this loop.
		boolean run() {
			this.thread = Thread.currentThread();
			boolean any = false;
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				task.run();
				any = true;
			}
			return any;
		}

	}

	/** Writes down what is published: the digits in order, and how many. */
	private static final class Record implements ClientLink {

		private int digits;

		private int count;

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
			return "";
		}

		@Override
		public int receiveMaximum() {
			return 10;
		}

		@Override
		public boolean isWritable() {
			return true;
		}

		@Override
		public boolean publish(Publication publication, MqttQos qos, boolean retain, boolean dup, int packetId,
				int[] subscriptionIds) {
			String text = StandardCharsets.UTF_8.decode(publication.message().payload()).toString();
			this.digits = this.digits * 10 + Integer.parseInt(text);
			this.count++;
			return true;
		}

		@Override
		public boolean accepts(Publication publication, MqttQos qos, int[] subscriptionIds) {
			return true;
		}

		@Override
		public void acknowledge(AckType type, int packetId, MqttReasonCode reason) {
		}

		@Override
		public void close(MqttReasonCode reason, String why) {
		}

	}

	/** A session that is connected on the first of two loops. */
	private abstract static class Race {

		final RaceLoop first = new RaceLoop();

		final RaceLoop second = new RaceLoop();

		final Record record = new Record();

		final Session session = new Session(new Sessions(CONTEXT), "client", this.first.sessions);

		Race() {
			this.session.attach(attachment(this.first));
			this.session.connected();
		}

		final Attachment attachment(RaceLoop loop) {
			return new Attachment(MqttIdentity.anonymous("client"), null, null, MqttVersion.MQTT_3_1_1, true, 0, null, this.record, loop.sessions,
					(attached, present) -> {
					}, (refusal) -> {
					});
		}

		final void offer(int number) {
			this.session.offer(publication(number), GRANT);
		}

		final void settle() {
			boolean progress = true;
			while (progress) {
				progress = this.first.run();
				this.first.thread = null;
				progress |= this.second.run();
				this.second.thread = null;
			}
		}

	}

	/** Mail comes while the loop drains. */
	@JCStressTest
	@Outcome(id = "123", expect = Expect.ACCEPTABLE, desc = "all came in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "mail was lost, or its wake-up, or its order")
	@State
	public static class OfferAgainstPass extends Race {

		public OfferAgainstPass() {
			offer(1);
		}

		@Actor
		public void publisher() {
			offer(2);
			offer(3);
		}

		@Actor
		public void loop() {
			this.first.run();
		}

		@Arbiter
		public void see(I_Result result) {
			settle();
			result.r1 = this.record.digits;
		}

	}

	/** Mail comes while a pass that was full arms its wake-up again. */
	@JCStressTest
	@Outcome(id = "1030", expect = Expect.ACCEPTABLE, desc = "all came")
	@Outcome(expect = Expect.FORBIDDEN, desc = "mail was lost, or its wake-up")
	@State
	public static class OfferAgainstFullPass extends Race {

		public OfferAgainstFullPass() {
			Publication one = publication(0);
			for (int i = 0; i < PASS + 4; i++) {
				this.session.offer(one, GRANT);
			}
		}

		@Actor
		public void publisher() {
			offer(0);
			offer(0);
		}

		@Actor
		public void loop() {
			this.first.run();
		}

		@Arbiter
		public void see(I_Result result) {
			settle();
			result.r1 = this.record.count;
		}

	}

	/** Mail comes while the session leaves its loop. */
	@JCStressTest
	@Outcome(id = "123", expect = Expect.ACCEPTABLE, desc = "all came in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "mail was lost, or its wake-up, or its order")
	@State
	public static class OfferAgainstMove extends Race {

		public OfferAgainstMove() {
			offer(1);
		}

		@Actor
		public void publisher() {
			offer(2);
			offer(3);
		}

		@Actor
		public void loop() {
			this.first.execute(() -> this.session.moveTo(attachment(this.second)));
			this.first.run();
			this.first.run();
		}

		@Arbiter
		public void see(I_Result result) {
			settle();
			result.r1 = this.record.digits;
		}

	}

	/** The publisher is on the loop that the session comes to. */
	@JCStressTest
	@Outcome(id = "123", expect = Expect.ACCEPTABLE, desc = "all came in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "mail was lost, or its wake-up, or its order")
	@State
	public static class OfferOnTheNewLoopAgainstMove extends Race {

		public OfferOnTheNewLoopAgainstMove() {
			offer(1);
		}

		@Actor
		public void newLoop() {
			this.second.run();
			offer(2);
			this.second.run();
			offer(3);
			this.second.run();
		}

		@Actor
		public void oldLoop() {
			this.first.execute(() -> this.session.moveTo(attachment(this.second)));
			this.first.run();
			this.first.run();
		}

		@Arbiter
		public void see(I_Result result) {
			this.second.thread = null;
			settle();
			result.r1 = this.record.digits;
		}

	}

}
