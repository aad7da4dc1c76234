package io.mqttboot.server.internal.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An executor that breaks: nobody gets a right by it, and the next one is asked again.
 */
class AuthorizationTests {

	private static final MqttIdentity CLIENT = MqttIdentity.anonymous("c");

	private boolean noThreads;

	private final Authorization authorization = new Authorization(
			List.of((client) -> List.of(MqttRule.allow(Action.ALL, "#"))), false, this::execute, 1);

	private void execute(Runnable task) {
		if (this.noThreads) {
			throw new OutOfMemoryError("unable to create native thread");
		}
		task.run();
	}

	private List<Object> ask() {
		List<Object> answers = new ArrayList<>();
		this.authorization.ask(CLIENT, new Authorization.Answer() {

			@Override
			public void granted(Permissions permissions) {
				answers.add("granted");
			}

			@Override
			public void refused(MqttReasonCode reason, String why) {
				answers.add(reason);
			}

		});
		return answers;
	}

	@Test
	void where_no_thread_can_be_started_clients_are_refused_until_one_can() {
		this.noThreads = true;
		for (int i = 0; i < 3; i++) {
			assertThat(ask()).containsExactly(MqttReasonCode.SERVER_BUSY);
		}
		this.noThreads = false;
		assertThat(ask()).containsExactly("granted");
	}

	@Test
	void a_refresh_for_which_no_thread_can_be_started_takes_all_rights_and_the_next_gives_them_back() {
		Permissions permissions = this.authorization.askNow(CLIENT);
		this.noThreads = true;
		CompletableFuture<Void> failed = this.authorization.refresh();
		assertThat(failed).isCompletedExceptionally();
		assertThat(permissions.mayPublish("a")).isFalse();
		this.noThreads = false;
		assertThat(this.authorization.refresh()).isCompleted();
		assertThat(permissions.mayPublish("a")).isTrue();
	}

}
