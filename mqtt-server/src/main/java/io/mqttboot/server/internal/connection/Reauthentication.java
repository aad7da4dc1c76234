package io.mqttboot.server.internal.connection;

import java.util.Objects;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.handler.Authentication;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttIdentity;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a client that was let in proves itself again, as often as it likes, while its
 * packets go on (MQTT 5.0, 4.12.1).
 */
final class Reauthentication extends Deadlines.Deadline {

	// Also for who has proved to be another one: else a client could guess the passwords
	// of others.
	private static final String NOT_AGAIN = "it did not prove again to be who it was, with the same rights";

	private final ConnectionContext context;

	private final ChannelLink link;

	private final ConnectRequest connect;

	// whose connection it is, and for how long
	private final MqttIdentity identity;

	private final Validity validity;

	// of this time

	private boolean challenged;

	private Authentication.@Nullable Question question;

	Reauthentication(ConnectionContext context, ChannelLink link, ConnectRequest connect, MqttIdentity identity,
			Validity validity) {
		this.context = context;
		this.link = link;
		this.connect = connect;
		this.identity = identity;
		this.validity = validity;
	}

	void auth(MqttMessage packet) {
		MqttReasonCodeAndPropertiesVariableHeader header = Auths.header(packet);
		MqttProperties properties = header.properties();
		Auths.checkMethod(properties, this.connect.method());
		int reason = header.reasonCode() & 0xFF;
		Authentication.Question asked = this.question;
		if (reason == MqttReasonCode.RE_AUTHENTICATE.value() && asked == null) {
			await();
			this.question = this.context.authentication()
				.authenticate(this.connect.authRequest(this.link, true,
						NettyProperties.bytes(properties, MqttProperties.AUTHENTICATION_DATA),
						NettyProperties.userProperties(properties)), this::answered);
		}
		else if (reason == MqttReasonCode.CONTINUE_AUTHENTICATION.value() && asked != null && this.challenged) {
			this.challenged = false;
			await();
			asked.proceed(NettyProperties.bytes(properties, MqttProperties.AUTHENTICATION_DATA));
		}
		else {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, "AUTH out of turn");
		}
	}

	private void await() {
		this.link.loop().deadlines().set(this, this.context.config().authTimeout().toSeconds());
	}

	@Override
	protected void due() {
		this.link.close(MqttReasonCode.NOT_AUTHORIZED, "authentication took too long");
	}

	// On any thread.
	private void answered(MqttAuthResult result) {
		this.link.execute(() -> {
			cancel();
			String method = Objects.requireNonNull(this.connect.method());
			if (result instanceof MqttAuthResult.Accepted accepted) {
				accepted(method, accepted);
			}
			else if (result instanceof MqttAuthResult.Challenge asked) {
				this.challenged = true;
				this.link.write(Auths.packet(MqttReasonCode.CONTINUE_AUTHENTICATION, method, asked.data()));
			}
			else {
				this.link.close(MqttReasonCode.NOT_AUTHORIZED, NOT_AGAIN); // [MQTT-4.12.1-2]
			}
		});
	}

	private void accepted(String method, MqttAuthResult.Accepted accepted) {
		this.question = null;
		if (!MqttIdentity.of(this.identity.clientId(), accepted).equals(this.identity)) {
			// the session belongs to the first, and its permissions are the first one's
			this.link.close(MqttReasonCode.NOT_AUTHORIZED, NOT_AGAIN);
		}
		else if (Validity.isOver(accepted.validUntil(), this.link.loop().millis())) {
			this.link.close(MqttReasonCode.NOT_AUTHORIZED, "what it proved is not valid any more");
		}
		else if (this.link.isOpen()) {
			this.validity.until(accepted.validUntil());
			this.link.write(Auths.packet(MqttReasonCode.SUCCESS, method, accepted.data()));
		}
	}

	/** The connection ends. */
	void end() {
		cancel();
		if (this.question != null) {
			this.question.giveUp(); // nobody waits for the answer any more
		}
	}

}
