package io.mqttboot.server.limits;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an observer is told.
 */
public final class Tally implements MqttServerObserver {

	private final Map<MqttDropCause, Integer> drops = Collections.synchronizedMap(new EnumMap<>(MqttDropCause.class));

	private final Map<MqttRule.Action, Integer> denials = Collections
		.synchronizedMap(new EnumMap<>(MqttRule.Action.class));

	private final Map<MqttReasonCode, Integer> refusals = Collections
		.synchronizedMap(new EnumMap<>(MqttReasonCode.class));

	private final List<String> disconnected = Collections.synchronizedList(new ArrayList<>());

	private final List<String> connected = Collections.synchronizedList(new ArrayList<>());

	private final List<String> overload = Collections.synchronizedList(new ArrayList<>());

	private final AtomicInteger storeFailures = new AtomicInteger();

	private final AtomicInteger throttled = new AtomicInteger();

	private final List<String> flapped = Collections.synchronizedList(new ArrayList<>());

	@Override
	public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
			boolean sessionPresent) {
		this.connected.add(clientId);
	}

	@Override
	public void clientRefused(MqttReasonCode reason) {
		this.refusals.merge(reason, 1, Integer::sum);
	}

	@Override
	public void clientDisconnected(String clientId, @Nullable String userName, MqttReasonCode reason,
			MqttDisconnectedBy by) {
		this.disconnected.add(clientId + " " + reason);
	}

	@Override
	public void messageDropped(MqttDropCause cause) {
		this.drops.merge(cause, 1, Integer::sum);
	}

	@Override
	public void denied(MqttRule.Action action) {
		this.denials.merge(action, 1, Integer::sum);
	}

	/** Returns how often something was denied. */
	public int denials(MqttRule.Action action) {
		return this.denials.getOrDefault(action, 0);
	}

	@Override
	public void publisherThrottled() {
		this.throttled.incrementAndGet();
	}

	@Override
	public void clientFlapped(String clientId, @Nullable String user) {
		this.flapped.add(clientId + " of " + user);
	}

	@Override
	public void storeFailed() {
		this.storeFailures.incrementAndGet();
	}

	@Override
	public void overloadChanged(MqttOverloadState before, MqttOverloadState now) {
		this.overload.add(before + " " + now);
	}

	/** Returns how the server was overloaded, as "BEFORE NOW". */
	public List<String> overload() {
		return List.copyOf(this.overload);
	}

	/** Returns how often publishers were not read because they published too much. */
	public int throttled() {
		return this.throttled.get();
	}

	/** Returns who connected too often, as "id of user". */
	public List<String> flapped() {
		return List.copyOf(this.flapped);
	}

	/** Returns how often a store failed. */
	public int storeFailures() {
		return this.storeFailures.get();
	}

	/** Returns how often messages were dropped, by cause. */
	public Map<MqttDropCause, Integer> drops() {
		return Map.copyOf(this.drops);
	}

	/** Returns how often messages were dropped for a cause. */
	public int drops(MqttDropCause cause) {
		return this.drops.getOrDefault(cause, 0);
	}

	/** Returns how often clients were refused, by reason. */
	public Map<MqttReasonCode, Integer> refusals() {
		return Map.copyOf(this.refusals);
	}

	/** Returns who was disconnected and why, as "id REASON". */
	public List<String> disconnected() {
		return List.copyOf(this.disconnected);
	}

	/** Returns who was let in, in order. */
	public List<String> connected() {
		return List.copyOf(this.connected);
	}

}
