package io.mqttboot.server.internal.permission;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What a client may do, now: its rights, which a change of the rules replaces. Whoever
 * acts for the client later keeps this, as retained and delayed messages do, and sees the
 * change. Checks may come from any thread and allocate nothing, but for subscriptions.
 */
public final class Permissions {

	private volatile Rights rights;

	// whether something was taken from the client: set and read on its loop
	private boolean reduced;

	// whether a denial was told to the log already
	private boolean told;

	public Permissions(Rights rights) {
		this.rights = rights;
	}

	/** Returns who the client is. */
	public MqttIdentity client() {
		return this.rights.client();
	}

	public Rights rights() {
		return this.rights;
	}

	/** Returns the refresh that these rights come from. */
	public long edition() {
		return this.rights.edition();
	}

	/** Whether the rights could be found out; without, nothing is allowed. */
	public boolean areKnown() {
		return this.rights.isKnown();
	}

	/**
	 * A client has come again: whoever keeps its permissions sees those that it has now.
	 * @param before what it might do before, {@code null} for everything
	 * @param now what it may do now, {@code null} for everything
	 * @return what is to be kept
	 */
	public static @Nullable Permissions succeed(@Nullable Permissions before, @Nullable Permissions now) {
		if (before == null || now == null) {
			return now;
		}
		before.become(now);
		return before;
	}

	private void become(Permissions again) {
		synchronized (this) {
			this.rights = again.rights;
		}
		this.told = false;
	}

	/**
	 * Replaces rights, unless others have come meanwhile that are as new, or another
	 * client's.
	 */
	public void replace(Rights before, Rights after) {
		synchronized (this) {
			if (this.rights == before || after.isNewerThan(this.rights)) {
				this.rights = after;
			}
		}
	}

	/** Something was taken from the client: what is on its way to it is looked at. */
	public void reduced() {
		this.reduced = true;
	}

	/** Whether something was taken from the client. */
	public boolean isReduced() {
		return this.reduced;
	}

	/** Whether it may publish to a topic. */
	public boolean mayPublish(String topic) {
		return this.rights.mayPublish(topic);
	}

	/** Whether it may have the messages of a topic. */
	public boolean mayRead(String topic) {
		return this.rights.mayRead(topic);
	}

	/** Whether it may subscribe: to all that the filter can ever select. */
	public boolean maySubscribe(MqttTopicFilter filter) {
		return this.rights.maySubscribe(filter.filter());
	}

	/**
	 * Whether a denial is the first one of its connection, which is worth a line in the
	 * log.
	 */
	public boolean isFirstDenial() {
		boolean first = !this.told;
		this.told = true;
		return first;
	}

}
