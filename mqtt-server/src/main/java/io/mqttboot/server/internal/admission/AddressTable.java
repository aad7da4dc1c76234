package io.mqttboot.server.internal.admission;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.mqttboot.server.config.MqttAddressStatistics;
import io.mqttboot.server.config.MqttNetwork;
import io.mqttboot.server.spi.MqttAddressTraffic;

/**
 * What has come from each address. Where the table is full, those leave it that have no
 * connection, the longest quiet first, once a second at most; what comes from addresses
 * that have no place is counted together.
 */
public final class AddressTable {

	private static final long SWEEP_MILLIS = 1_000;

	private final int max;

	private final LongSupplier millis;

	private final Map<MqttNetwork, Traffic> addresses = new ConcurrentHashMap<>();

	private final Traffic others;

	private final AtomicLong sweptAt = new AtomicLong();

	/**
	 * Creates the table.
	 * @param millis the time, from any thread
	 */
	public AddressTable(MqttAddressStatistics config, LongSupplier millis) {
		this.max = config.max();
		this.millis = millis;
		this.others = new Traffic(millis);
	}

	/** Returns where the traffic of a connection is counted. */
	public Traffic of(SocketAddress from) {
		InetAddress address = (from instanceof InetSocketAddress inet) ? inet.getAddress() : null;
		if (address == null) {
			return this.others;
		}
		MqttNetwork block = ClientKey.block(address);
		Traffic known = this.addresses.get(block);
		if (known != null) {
			return known;
		}
		if (this.addresses.size() >= this.max && !sweep()) {
			return this.others;
		}
		return this.addresses.computeIfAbsent(block, (key) -> new Traffic(this.millis));
	}

	// Returns whether there is room. Makes some for more than one: it looks at all.
	private boolean sweep() {
		long now = this.millis.getAsLong();
		long last = this.sweptAt.get();
		if (now - last >= SWEEP_MILLIS && this.sweptAt.compareAndSet(last, now)) {
			this.addresses.entrySet()
				.stream()
				.filter((each) -> each.getValue().open() == 0)
				.sorted(Comparator.comparingLong((each) -> each.getValue().at()))
				.limit(1 + this.max / 10)
				.toList()
				.forEach((each) -> this.addresses.remove(each.getKey()));
		}
		return this.addresses.size() < this.max;
	}

	/** Returns the addresses that send and get most, as bytes. */
	public List<MqttAddressTraffic> busiest(int limit) {
		Stream<MqttAddressTraffic> known = this.addresses.entrySet()
			.stream()
			.map((each) -> view(each.getKey().toString(), each.getValue()));
		Stream<MqttAddressTraffic> rest = this.others.isUsed() ? Stream.of(view(MqttAddressTraffic.OTHERS, this.others))
				: Stream.of();
		return Stream.concat(known, rest)
			.sorted(Comparator.comparingLong((MqttAddressTraffic each) -> each.bytesIn() + each.bytesOut())
				.thenComparingLong(MqttAddressTraffic::refused)
				.reversed()
				.thenComparing(MqttAddressTraffic::address))
			.limit(limit)
			.toList();
	}

	private static MqttAddressTraffic view(String address, Traffic traffic) {
		return new MqttAddressTraffic(address, traffic.open(), traffic.accepted(), traffic.refused(),
				traffic.messagesIn(), traffic.messagesOut(), traffic.bytesIn(), traffic.bytesOut(),
				Instant.ofEpochMilli(traffic.at()));
	}

}
