package io.mqttboot.server.internal.handler;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.LongSupplier;

import io.mqttboot.server.config.MqttAttempts;
import io.mqttboot.server.internal.admission.ClientKey;
import io.mqttboot.server.spi.MqttAuthRequest;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to authenticate that failed, by address and by client identifier. A client
 * identifier that strangers have blocked stays open to the address from which it was last
 * let in. For any thread.
 */
final class Attempts {

	private final LongSupplier millis;

	private final Failures byAddress;

	private final Failures byClientId;

	// where clients were last let in from
	private final Map<Object, Object> homes;

	private final boolean keepsHomes;

	Attempts(MqttAttempts limits, LongSupplier millis) {
		this.millis = millis;
		long window = Math.max(1, limits.window().toMillis());
		long block = Math.max(1, limits.block().toMillis());
		this.byAddress = new Failures(limits.max(), window, block, limits.trackedMax());
		this.byClientId = new Failures(limits.clientIdMax(), window, block, limits.trackedMax());
		this.homes = new Failures.RecentlyUsed<>(limits.trackedMax());
		this.keepsHomes = limits.clientIdMax() > 0;
	}

	/** Whether a client is to be refused without asking anybody. */
	boolean isBlocked(MqttAuthRequest request) {
		long now = this.millis.getAsLong();
		Object address = address(request);
		if (address != null && this.byAddress.isBlocked(address, now)) {
			return true;
		}
		return this.byClientId.isBlocked(key(request.clientId()), now) && !isAtHome(request.clientId(), address);
	}

	private boolean isAtHome(String clientId, @Nullable Object address) {
		Object key = key(clientId);
		synchronized (this.homes) {
			return address != null && address.equals(this.homes.get(key));
		}
	}

	void failed(MqttAuthRequest request) {
		long now = this.millis.getAsLong();
		Object address = address(request);
		if (address != null) {
			this.byAddress.failed(address, now);
		}
		if (!isAtHome(request.clientId(), address)) {
			this.byClientId.failed(key(request.clientId()), now);
		}
	}

	void succeeded(MqttAuthRequest request) {
		Object address = address(request);
		if (this.keepsHomes && address != null) {
			Object key = key(request.clientId());
			synchronized (this.homes) {
				this.homes.put(key, address);
			}
		}
	}

	private static Object key(String clientId) {
		return ClientKey.id(clientId);
	}

	// null for what is no address
	private static @Nullable Object address(MqttAuthRequest request) {
		InetAddress address = (request.remoteAddress() instanceof InetSocketAddress inet) ? inet.getAddress() : null;
		return (address != null) ? ClientKey.block(address) : null;
	}

}
