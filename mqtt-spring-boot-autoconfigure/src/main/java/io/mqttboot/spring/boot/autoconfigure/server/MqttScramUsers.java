package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.spi.MqttScramCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Knows users by their credentials: a bean of this type lets them in with user name and
 * password, and by SCRAM-SHA-256, where the password never travels. Several are asked in
 * their order, after the users of the configuration. Credentials had better have
 * {@link MqttScramCredentials#ITERATIONS} iterations: so many cost those who are no
 * users.
 */
@FunctionalInterface
public interface MqttScramUsers {

	/**
	 * Returns the credentials of a user. Called on the authentication executor; it may
	 * block.
	 * @param userName the user name, never empty
	 * @return its credentials, {@code null} if there is no such user
	 * @throws Exception to refuse the client
	 */
	@Nullable MqttScramCredentials find(String userName) throws Exception;

}
