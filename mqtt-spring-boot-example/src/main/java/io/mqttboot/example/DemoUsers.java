package io.mqttboot.example;

import java.util.Map;

import io.mqttboot.server.spi.MqttServerAuthHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Decides who may connect: anybody without a name, for the port is open to this machine
 * only, and those who know the password of the name they give.
 */
@Component
class DemoUsers implements MqttServerAuthHandler {

	private final Users users;

	DemoUsers(Users users) {
		this.users = users;
	}

	@Override
	public boolean authenticate(String clientId, @Nullable String userName, @Nullable String password) {
		return userName == null || (password != null && password.equals(this.users.users().get(userName)));
	}

	/**
	 * The users of {@code example.users}.
	 *
	 * @param users passwords by name; an application of your own keeps them elsewhere
	 */
	@ConfigurationProperties("example")
	record Users(Map<String, String> users) {

	}

}
