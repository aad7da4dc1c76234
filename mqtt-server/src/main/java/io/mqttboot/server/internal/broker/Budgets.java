package io.mqttboot.server.internal.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of all principals that have the server keep something. A client without a
 * principal has one of its own, by its client identifier: nobody shares it, so a fleet
 * without names is bounded by the limits of its sessions and of the server. Where no
 * limit is set there are no budgets at all.
 */
public final class Budgets {

	/**
	 * Whose budget it is.
	 *
	 * @param named whether the name is that of a principal, or a client identifier
	 * @param name the name
	 */
	record Owner(boolean named, String name) {

		static Owner of(MqttIdentity identity) {
			String principal = identity.principal();
			return (principal != null) ? new Owner(true, principal) : new Owner(false, identity.clientId());
		}

	}

	private final MqttLimits limits;

	private final boolean limited;

	private final Map<Owner, Budget> budgets = new ConcurrentHashMap<>();

	Budgets(MqttLimits limits) {
		this.limits = limits;
		this.limited = limits.principalSessionsMax() > 0 || limits.principalQueueMessagesMax() > 0
				|| limits.principalQueueBytesMax() > 0 || limits.principalRetainedMax() > 0
				|| limits.principalRetainedBytesMax() > 0;
	}

	/**
	 * Returns the budget that a client's session counts against, held for the caller;
	 * {@code null} if there are none.
	 */
	public @Nullable Budget hold(MqttIdentity identity) {
		if (!this.limited) {
			return null;
		}
		return this.budgets.compute(Owner.of(identity), (owner, present) -> {
			Budget budget = (present != null) ? present : new Budget(this, owner);
			budget.hold();
			return budget;
		});
	}

	// Nobody held it a moment ago; in here, where it is found, that is certain.
	void forget(Budget budget) {
		this.budgets.computeIfPresent(budget.owner(),
				(owner, present) -> (present == budget && !budget.isHeld()) ? null : present);
	}

	MqttLimits limits() {
		return this.limits;
	}

	/** Returns how many principals have one. */
	public int size() {
		return this.budgets.size();
	}

}
