package io.mqttboot.server.internal.session;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.internal.broker.Publication;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What two threads may see of one {@link Mailbox}: each nested class is one race.
 */
public final class MailboxStress {

	private static final Publication[] PUBLICATIONS = new Publication[10];

	static {
		for (int i = 0; i < PUBLICATIONS.length; i++) {
			PUBLICATIONS[i] = Publication.of(MqttMessage.of("t", "" + i, MqttQos.AT_MOST_ONCE, false), null, 0);
		}
	}

	private MailboxStress() {
	}

	private static Mailbox.Mail mail(int number) {
		return new Mailbox.Mail(PUBLICATIONS[number], null, null);
	}

	private static int number(Mailbox.Mail mail) {
		for (int i = 0; i < PUBLICATIONS.length; i++) {
			if (PUBLICATIONS[i] == mail.publication) {
				return i;
			}
		}
		return -1;
	}

	// Takes all there is; the digits of what came, in order.
	private static int drain(Mailbox mailbox, int before) {
		int digits = before;
		for (Mailbox.Mail mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
			digits = digits * 10 + number(mail);
		}
		return digits;
	}

	/** One adds mail while the owner, who holds the wake-up, empties and rests. */
	@JCStressTest
	@Outcome(id = "123, 0", expect = Expect.ACCEPTABLE, desc = "all was taken, nobody holds the wake-up")
	@Outcome(id = "123, 1", expect = Expect.ACCEPTABLE, desc = "one of them holds the wake-up")
	@Outcome(expect = Expect.FORBIDDEN, desc = "mail was lost, came in another order, or waits without a wake-up")
	@State
	public static class AddAgainstRest {

		private final Mailbox mailbox = new Mailbox();

		private int taken;

		private int held;

		private int claimed;

		public AddAgainstRest() {
			this.mailbox.add(mail(1));
		}

		@Actor
		public void add() {
			this.claimed += this.mailbox.add(mail(2)) ? 1 : 0;
			this.claimed += this.mailbox.add(mail(3)) ? 1 : 0;
		}

		@Actor
		public void empty() {
			this.taken = drain(this.mailbox, this.taken);
			this.held = this.mailbox.restAndRecheck() ? 1 : 0;
		}

		@Arbiter
		public void see(II_Result result) {
			int wakeUps = this.held + this.claimed;
			boolean left = !this.mailbox.isEmpty();
			result.r1 = drain(this.mailbox, this.taken);
			result.r2 = (left && wakeUps == 0) ? -1 : wakeUps; // -1: it waits for ever
		}

	}

	/** Two add at once: all mail is there, each one's own in order, one wake-up is due. */
	@JCStressTest
	@Outcome(id = { "1234, 1", "1324, 1", "1342, 1", "3124, 1", "3142, 1", "3412, 1" }, expect = Expect.ACCEPTABLE,
			desc = "1 before 2 and 3 before 4")
	@Outcome(expect = Expect.FORBIDDEN, desc = "mail was lost or came in another order")
	@State
	public static class AddAgainstAdd {

		private final Mailbox mailbox = new Mailbox();

		private int one;

		private int other;

		@Actor
		public void one() {
			this.one += this.mailbox.add(mail(1)) ? 1 : 0;
			this.one += this.mailbox.add(mail(2)) ? 1 : 0;
		}

		@Actor
		public void other() {
			this.other += this.mailbox.add(mail(3)) ? 1 : 0;
			this.other += this.mailbox.add(mail(4)) ? 1 : 0;
		}

		@Arbiter
		public void see(II_Result result) {
			result.r1 = drain(this.mailbox, 0);
			result.r2 = this.one + this.other;
		}

	}

	/** What is half added counts as mail: the owner sees it, or knows there is some. */
	@JCStressTest
	@Outcome(id = { "0", "1" }, expect = Expect.ACCEPTABLE, desc = "not yet, or taken, or known to come")
	@Outcome(expect = Expect.FORBIDDEN, desc = "it was taken for empty and yet had mail before")
	@State
	public static class IsEmptyAgainstAdd {

		private final Mailbox mailbox = new Mailbox();

		@Actor
		public void add() {
			this.mailbox.add(mail(1));
		}

		@Actor
		public void look(I_Result result) {
			boolean taken = this.mailbox.poll() != null;
			boolean empty = this.mailbox.isEmpty();
			result.r1 = (taken && !empty) ? -1 : (taken ? 1 : 0);
		}

	}

}
