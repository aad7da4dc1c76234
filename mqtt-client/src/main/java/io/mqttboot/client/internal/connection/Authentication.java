package io.mqttboot.client.internal.connection;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.session.ClientLoop;
import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.jspecify.annotations.Nullable;

/**
 * The enhanced authentication of one connection, with CONNECT and whenever it is asked
 * for anew (MQTT 5.0, 4.12). On the loop; the application is asked elsewhere, one
 * question at a time.
 */
final class Authentication {

	private static final byte[] NOTHING = {};

	private final ChannelLink link;

	private final ClientLoop loop;

	private final Callouts callouts;

	private final MqttClientConfig config;

	private final String serverUri;

	private final String method;

	// null between two authentications
	private MqttClientAuthenticator.@Nullable Exchange exchange;

	// the application is asked
	private boolean asking;

	// who waits for the end of another authentication
	private @Nullable CompletableFuture<Void> again;

	private ClientLoop.@Nullable Timer deadline;

	Authentication(ChannelLink link, MqttClientConfig config, ClientLoop loop, Callouts callouts, String serverUri,
			Opening opening) {
		this.link = link;
		this.config = config;
		this.loop = loop;
		this.callouts = callouts;
		this.serverUri = serverUri;
		this.method = opening.method();
		this.exchange = opening.exchange();
	}

	/** AUTH came. */
	void received(MqttMessage packet) {
		MqttReasonCode reason = MqttReasonCode.SUCCESS;
		MqttProperties properties = MqttProperties.NO_PROPERTIES;
		if (packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader said) {
			reason = MqttReasonCode.of(said.reasonCode() & 0xFF);
			properties = said.properties();
			checkMethod(properties);
		}
		MqttClientAuthenticator.Exchange open = this.exchange;
		if (open == null || this.asking) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, "an AUTH that was not asked for");
		}
		byte[] data = data(properties);
		if (reason == MqttReasonCode.CONTINUE_AUTHENTICATION) {
			ask(() -> open.answer(data),
					(answer) -> this.link.sendAuth(MqttReasonCode.CONTINUE_AUTHENTICATION, this.method, answer));
		}
		else if (this.again == null) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, "AUTH ends what CONNACK has to end");
		}
		else {
			succeeded(open, data, this::finished);
		}
	}

	/** CONNACK lets the client in; what the server has proved is judged first. */
	void accepted(MqttProperties properties, Runnable then) {
		checkMethod(properties);
		MqttClientAuthenticator.Exchange open = this.exchange;
		if (open == null || this.asking) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, "CONNACK does not wait for the answer");
		}
		succeeded(open, data(properties), then);
	}

	private void succeeded(MqttClientAuthenticator.Exchange open, byte[] data, Runnable then) {
		ask(() -> {
			open.succeeded(data);
			return CompletableFuture.completedFuture(NOTHING);
		}, (nothing) -> {
			this.exchange = null;
			then.run();
		});
	}

	// [MQTT-4.12.0-5], [MQTT-4.12.1-1]
	private void checkMethod(MqttProperties properties) {
		MqttProperty<?> said = properties.getProperty(MqttProperties.AUTHENTICATION_METHOD);
		if (said == null || !this.method.equals(said.value())) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR,
					"the server does not go on with the method " + this.method);
		}
	}

	private static byte[] data(MqttProperties properties) {
		MqttProperty<?> said = properties.getProperty(MqttProperties.AUTHENTICATION_DATA);
		return (said != null) ? (byte[]) said.value() : NOTHING;
	}

	/** Authenticates the connection that stands once more. */
	void again(CompletableFuture<Void> done) {
		if (this.exchange != null || this.again != null) {
			done.completeExceptionally(
					new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR, "an authentication is under way"));
			return;
		}
		this.again = done;
		long millis = this.config.connectTimeout().toMillis();
		this.deadline = this.loop.schedule(millis, () -> this.link.fail(MqttReasonCode.UNSPECIFIED_ERROR,
				"the authentication did not end within " + millis + " ms"));
		Opening[] opening = new Opening[1];
		ask(() -> {
			opening[0] = Opening.of(Objects.requireNonNull(this.callouts.authenticator()), this.serverUri);
			byte[] first = opening[0].data();
			return CompletableFuture.completedFuture((first != null) ? first : NOTHING);
		}, (first) -> {
			this.exchange = opening[0].exchange();
			this.link.sendAuth(MqttReasonCode.RE_AUTHENTICATE, this.method, first);
		});
	}

	private void finished() {
		CompletableFuture<Void> done = this.again;
		this.again = null;
		cancelDeadline();
		if (done != null) {
			done.complete(null);
		}
	}

	private void cancelDeadline() {
		if (this.deadline != null) {
			this.deadline.cancel();
			this.deadline = null;
		}
	}

	/** The connection has ended. */
	void ended(MqttClientException cause) {
		CompletableFuture<Void> done = this.again;
		this.again = null;
		this.exchange = null;
		cancelDeadline();
		if (done != null) {
			done.completeExceptionally(cause);
		}
	}

	private void ask(Question question, Consumer<byte[]> then) {
		this.asking = true;
		try {
			this.callouts.executor().execute(() -> {
				try {
					question.ask()
						.whenComplete((answer, failure) -> this.loop.offer(() -> answered(answer, failure, then)));
				}
				catch (Exception | LinkageError ex) {
					this.loop.offer(() -> answered(null, ex, then));
				}
			});
		}
		catch (RejectedExecutionException ex) {
			answered(null, ex, then);
		}
	}

	private void answered(byte @Nullable [] answer, @Nullable Throwable failure, Consumer<byte[]> then) {
		this.asking = false;
		if (this.link.isEnded()) {
			return;
		}
		if (failure != null || answer == null) {
			this.link.fail(MqttReasonCode.UNSPECIFIED_ERROR, "the authentication failed here: "
					+ ((failure != null) ? Causes.text(failure) : "there is no answer"));
			return;
		}
		try {
			then.accept(answer);
		}
		catch (RuntimeException ex) {
			this.link.failed(ex);
		}
	}

	/** Asks the application something. */
	@FunctionalInterface
	private interface Question {

		CompletionStage<byte[]> ask();

	}

}
