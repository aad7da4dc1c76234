package io.mqttboot.server.spi;

import java.util.List;

/**
 * Says what a client may do. While there is one, what no rule allows is denied, unless
 * the server is set up otherwise; without any, everything is allowed. Several follow one
 * another: first the rules of the first one, then those of the second.
 * <p>
 * Called on the authentication executor, by many threads at once, after a client was
 * authenticated and again whenever permissions are refreshed
 * ({@code MqttServer.refreshPermissions()}); when a server starts with stored sessions
 * also by the thread that starts it. It may block. An exception refuses the client, and
 * turns it out if it is connected already.
 */
@FunctionalInterface
public interface MqttAuthorizer {

	/**
	 * Returns the rules for a client, in their order. Rules that are about others are
	 * passed over, so an authorizer may return the same list to all; then its memory is
	 * shared.
	 * @param client who it is
	 * @return the rules, never {@code null}
	 * @throws Exception if they cannot be found out
	 */
	List<MqttRule> rules(MqttIdentity client) throws Exception;

}
