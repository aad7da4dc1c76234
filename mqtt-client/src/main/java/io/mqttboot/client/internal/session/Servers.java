package io.mqttboot.client.internal.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.mqttboot.client.config.MqttServerUri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which server is tried: one after the other, unless one of them names another. On the
 * loop.
 */
final class Servers {

	private static final Logger logger = LoggerFactory.getLogger(Servers.class);

	// so many redirects in a row are followed at once
	private static final int REDIRECTS_MAX = 5;

	// of one server
	private static final int REFERENCES_MAX = 10;

	private final List<MqttServerUri> uris;

	private int index;

	// where a server has sent the client this time, the one that is tried first
	private final Deque<MqttServerUri> detour = new ArrayDeque<>();

	private int redirects;

	Servers(List<MqttServerUri> uris) {
		this.uris = new ArrayList<>(uris);
	}

	MqttServerUri current() {
		MqttServerUri elsewhere = this.detour.peek();
		return (elsewhere != null) ? elsewhere : this.uris.get(this.index);
	}

	int size() {
		return this.uris.size();
	}

	/** The current server was of no use; the next one is current. */
	void next() {
		this.detour.poll();
		if (this.detour.isEmpty()) {
			this.index = (this.index + 1) % this.uris.size();
		}
	}

	/** A connection lasted. */
	void settled() {
		this.redirects = 0;
	}

	/**
	 * The current server names others; returns whether one of them is current now, and
	 * otherwise leaves everything as it is.
	 */
	boolean follow(Redirected redirect) {
		if (++this.redirects > REDIRECTS_MAX) {
			this.redirects = 0;
			logger.warn("Servers sent the client on more than {} times in a row", REDIRECTS_MAX);
			return false;
		}
		List<MqttServerUri> others = parse(redirect.reference(), current());
		if (others.isEmpty()) {
			return false;
		}
		boolean onDetour = !this.detour.isEmpty();
		this.detour.clear();
		if (redirect.isPermanent() && !onDetour) {
			this.uris.remove(this.index);
			this.uris.addAll(this.index, others);
		}
		else {
			this.detour.addAll(others);
		}
		return true;
	}

	// "a.example b.example:8883 [::1]:1883"; what stands between stays as it is
	private static List<MqttServerUri> parse(String reference, MqttServerUri from) {
		List<MqttServerUri> found = new ArrayList<>();
		for (String each : reference.strip().split(" +", REFERENCES_MAX + 1)) {
			try {
				if (found.size() == REFERENCES_MAX) {
					break;
				}
				MqttServerUri other = from.resolve(each);
				if (from.transport().isSecure() && !other.transport().isSecure()) {
					logger.warn("The redirect from {} to {} is not followed: it is not encrypted", from, other);
				}
				else {
					found.add(other);
				}
			}
			catch (IllegalArgumentException ex) {
				logger.warn("The redirect from {} to '{}' is not followed: {}", from, each, ex.getMessage());
			}
		}
		return found;
	}

}
