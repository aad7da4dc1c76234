package io.mqttboot.server.internal.admission;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.server.config.MqttNetwork;
import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of a server: which connections may come in, by where they come from and how
 * many there are, and which clients, by who they are. Asked by all loops.
 */
public final class Admission {

	private static final Logger logger = LoggerFactory.getLogger(Admission.class);

	private static final long NANOS_A_MILLI = 1_000_000L;

	private final MqttRateLimits limits;

	private final MqttServerObserver observer;

	private final LongSupplier millis;

	private final Consumer<MqttBan> enforcement;

	private final Addresses addresses;

	private final SharedRate connections;

	private final List<MqttNetwork> unlimited;

	private final Bans bans;

	private final Flapping flapping;

	private final java.time.Duration flappingBan;

	private final @Nullable PublishBudget publishBudget;

	private final Spent spent;

	private final RefusalLog log = new RefusalLog();

	private final @Nullable AddressTable addressTable;

	private volatile @Nullable MqttDrain drain;

	/**
	 * Opens the door.
	 * @param millis the time, from any thread
	 * @param enforcement takes each ban that is made here: it disconnects whom it hits
	 */
	public Admission(MqttServerConfig config, MqttServerObserver observer, LongSupplier millis,
			Consumer<MqttBan> enforcement) {
		this.limits = config.limits().rates();
		this.observer = observer;
		this.millis = millis;
		this.enforcement = enforcement;
		long burst = this.limits.rateBurst().toNanos();
		int addressesMax = (int) Math.min(Integer.MAX_VALUE, 1_024 + 2L * config.limits().connectionsMax());
		this.addresses = new Addresses(addressesMax, this.limits.connectionsPerAddressMax(),
				new Rate(this.limits.connectionRatePerAddressMax(), burst));
		this.connections = new SharedRate(new Rate(this.limits.connectionRateMax(), burst));
		this.unlimited = this.limits.unlimitedAddresses();
		this.bans = new Bans(config.bans(), millis);
		this.flapping = new Flapping(config.bans().flapping(), config.bans().bansMax());
		this.flappingBan = config.bans().flapping().ban();
		this.publishBudget = PublishBudget.of(this.limits);
		this.spent = new Spent(addressesMax);
		this.addressTable = config.addressStatistics().enabled() ? new AddressTable(config.addressStatistics(), millis)
				: null;
	}

	/** Returns the bans that are in force. */
	public Bans bans() {
		return this.bans;
	}

	/** Returns what has come from each address, {@code null} if it is not counted. */
	public @Nullable AddressTable addressTable() {
		return this.addressTable;
	}

	// ------ all of them

	/** Returns how clients are sent away, {@code null} while they are let in. */
	public @Nullable MqttDrain drain() {
		return this.drain;
	}

	/** Sends clients away, or lets them in again. */
	public void drain(@Nullable MqttDrain how) {
		this.drain = how;
	}

	// ------ connections

	/**
	 * Returns what a connection counts as.
	 * @return its address, {@code null} if it is not counted
	 */
	public @Nullable MqttNetwork countedAs(SocketAddress from) {
		InetAddress address = inet(from);
		if (address == null) {
			return null;
		}
		for (MqttNetwork each : this.unlimited) {
			if (each.contains(address)) {
				return null;
			}
		}
		return ClientKey.block(address);
	}

	/**
	 * A connection comes.
	 * @param counted what it counts as
	 * @return why it is refused, {@code null} if it is not
	 */
	public @Nullable MqttReasonCode enters(SocketAddress from, @Nullable MqttNetwork counted) {
		MqttReasonCode refusal = refusal(from, counted);
		if (refusal != null) {
			this.observer.clientRefused(refusal);
			this.log.refused(refusal, from, this.millis.getAsLong());
		}
		return refusal;
	}

	private @Nullable MqttReasonCode refusal(SocketAddress from, @Nullable MqttNetwork counted) {
		if (this.bans.find(null, null, inet(from)) != null) {
			return MqttReasonCode.BANNED;
		}
		if (counted == null) {
			return null;
		}
		long now = this.millis.getAsLong() * NANOS_A_MILLI;
		MqttReasonCode refusal = this.addresses.enters(counted, now);
		// what one address has too much must not be missing to others
		if (refusal == null && !this.connections.takeOne(now)) {
			this.addresses.left(counted, now);
			return MqttReasonCode.CONNECTION_RATE_EXCEEDED;
		}
		return refusal;
	}

	/** A connection that has come in ended. */
	public void left(MqttNetwork counted) {
		this.addresses.left(counted, this.millis.getAsLong() * NANOS_A_MILLI);
	}

	private static @Nullable InetAddress inet(SocketAddress from) {
		return (from instanceof InetSocketAddress inet) ? inet.getAddress() : null;
	}

	// ------ clients

	/**
	 * A client says its client identifier.
	 * @throws MqttProtocolException if it is banned
	 */
	public void says(String clientId, SocketAddress from) {
		check(clientId, null, from);
	}

	/**
	 * A client is known now; counts it against flapping.
	 * @throws MqttProtocolException if it is banned
	 */
	public void connects(MqttIdentity identity, SocketAddress from) {
		check(identity.clientId(), identity.principal(), from);
		InetAddress address = inet(from);
		MqttNetwork block = (address != null) ? ClientKey.block(address) : null;
		boolean known = identity.principal() != null || block != null;
		if (known && this.flapping.isOn()
				&& this.flapping.connects(identity.clientId(), identity.principal(), block, this.millis.getAsLong())) {
			flaps(identity, block);
			throw banned();
		}
	}

	/** Whether a client is banned by now, if it is known. */
	public boolean isBanned(@Nullable MqttIdentity identity, SocketAddress from) {
		return identity != null && this.bans.find(identity.clientId(), identity.principal(), inet(from)) != null;
	}

	private void check(String clientId, @Nullable String user, SocketAddress from) {
		if (this.bans.find(clientId, user, inet(from)) != null) {
			throw banned();
		}
	}

	private static MqttProtocolException banned() {
		return new MqttProtocolException(MqttReasonCode.BANNED, "it is banned");
	}

	private void flaps(MqttIdentity identity, @Nullable MqttNetwork block) {
		String user = identity.principal();
		MqttBan ban = new MqttBan(identity.clientId(), user, (user != null) ? null : block,
				Instant.ofEpochMilli(this.millis.getAsLong()).plus(this.flappingBan), "it connected too often");
		this.observer.clientFlapped(identity.clientId(), user);
		if (this.bans.addAutomatic(ban)) {
			this.enforcement.accept(ban);
		}
		else {
			logger.warn("MQTT-2011 A client that connects too often could not be banned: there are too many bans");
		}
	}

	/**
	 * Returns what a client that was let in may publish: what was left when it was here
	 * last.
	 * @return its spending, {@code null} if it may publish what it likes
	 */
	public @Nullable Spending spending(MqttIdentity client) {
		Spending before = this.spent.take(client);
		return (before != null) ? before : Spending.of(this.limits, this.publishBudget);
	}

	/** A client with limits to what it may publish leaves. */
	public void leaves(MqttIdentity client, Spending spending) {
		this.spent.keep(client, spending, this.millis.getAsLong());
	}

}
