package io.mqttboot.server.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who a client is, as authentication found: what permissions and budgets go by. What the
 * client merely says of itself, beside its client identifier, is not in it.
 *
 * @param clientId the client identifier, never empty
 * @param principal the name that authentication gave it, {@code null} for nobody in
 * particular
 * @param attributes further facts that authentication knows, for placeholders of rules
 * @param authorities what it was granted: roles, scopes, groups
 */
public record MqttIdentity(String clientId, @Nullable String principal, Map<String, String> attributes,
		Set<String> authorities) {

	/**
	 * Checks and copies.
	 */
	public MqttIdentity {
		Objects.requireNonNull(clientId, "clientId");
		attributes = Map.copyOf(attributes);
		authorities = Set.copyOf(authorities);
	}

	/**
	 * Returns a client that nobody authenticated.
	 * @param clientId the client identifier
	 * @return its identity
	 */
	public static MqttIdentity anonymous(String clientId) {
		return new MqttIdentity(clientId, null, Map.of(), Set.of());
	}

	/**
	 * Returns a client that was let in.
	 * @param clientId the client identifier
	 * @param accepted what authentication said
	 * @return its identity
	 */
	public static MqttIdentity of(String clientId, MqttAuthResult.Accepted accepted) {
		return new MqttIdentity(clientId, accepted.principal(), accepted.attributes(), accepted.authorities());
	}

}
