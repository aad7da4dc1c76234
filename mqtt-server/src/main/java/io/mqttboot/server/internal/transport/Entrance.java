package io.mqttboot.server.internal.transport;

import java.net.SocketAddress;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttNetwork;
import io.mqttboot.server.internal.admission.AddressTable;
import io.mqttboot.server.internal.admission.Admission;
import io.mqttboot.server.internal.admission.Traffic;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Lets a connection in by where it comes from, as soon as that is known: when it is
 * accepted or, from a proxy that says where, when that has been read.
 */
final class Entrance {

	private final Admission admission;

	private final TrustedProxies proxies;

	Entrance(Admission admission, TrustedProxies proxies) {
		this.admission = admission;
		this.proxies = proxies;
	}

	TrustedProxies proxies() {
		return this.proxies;
	}

	/**
	 * Lets a connection in that may come in.
	 * @param from where it comes from
	 * @return why it may not, {@code null} if it may
	 */
	@Nullable MqttReasonCode refuses(Channel channel, SocketAddress from) {
		MqttNetwork counted = this.admission.countedAs(from);
		MqttReasonCode refusal = this.admission.enters(from, counted);
		if (refusal == null && counted != null) {
			channel.closeFuture().addListener((closed) -> this.admission.left(counted));
		}
		count(channel, from, refusal);
		return refusal;
	}

	private void count(Channel channel, SocketAddress from, @Nullable MqttReasonCode refusal) {
		AddressTable table = this.admission.addressTable();
		if (table == null) {
			return;
		}
		Traffic traffic = table.of(from);
		if (refusal != null) {
			traffic.refuse();
			return;
		}
		traffic.entered();
		channel.closeFuture().addListener((closed) -> traffic.left());
	}

}
