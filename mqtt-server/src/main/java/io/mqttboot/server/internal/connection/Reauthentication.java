package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.spi.MqttAuthResult;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a client that was let in proves itself again, as often as it likes, while its
 * packets go on (MQTT 5.0, 4.12.1).
 */
final class Reauthentication extends Deadlines.Deadline {

	private final ConnectionContext context;

	private final ChannelLink link;

	private final ConnectRequest connect;

	// of this time

	private boolean begun;

	private MqttAuthResult.@Nullable Challenge challenge;

	private @Nullable Runnable question;

	Reauthentication(ConnectionContext context, ChannelLink link, ConnectRequest connect) {
		this.context = context;
		this.link = link;
		this.connect = connect;
	}

	void auth(MqttMessage packet) {
		MqttReasonCodeAndPropertiesVariableHeader header = Auths.header(packet);
		MqttProperties properties = header.properties();
		Auths.checkMethod(properties, this.connect.method());
		int reason = header.reasonCode() & 0xFF;
		MqttAuthResult.Challenge asked = this.challenge;
		if (reason == MqttReasonCode.RE_AUTHENTICATE.value() && !this.begun) {
			this.begun = true;
			await();
			this.question = this.context.authentication()
				.authenticate(this.connect.authRequest(this.link, true,
						NettyProperties.bytes(properties, MqttProperties.AUTHENTICATION_DATA),
						NettyProperties.userProperties(properties)), this::answered);
		}
		else if (reason == MqttReasonCode.CONTINUE_AUTHENTICATION.value() && asked != null) {
			this.challenge = null;
			await();
			this.question = this.context.authentication()
				.proceed(asked, NettyProperties.bytes(properties, MqttProperties.AUTHENTICATION_DATA), this::answered);
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
			String method = java.util.Objects.requireNonNull(this.connect.method());
			if (result instanceof MqttAuthResult.Accepted accepted) {
				this.begun = false;
				this.link.write(Auths.packet(MqttReasonCode.SUCCESS, method, accepted.data()));
			}
			else if (result instanceof MqttAuthResult.Challenge asked) {
				this.challenge = asked;
				this.link.write(Auths.packet(MqttReasonCode.CONTINUE_AUTHENTICATION, method, asked.data()));
			}
			else {
				this.link.close(MqttReasonCode.NOT_AUTHORIZED, "it did not prove itself again"); // [MQTT-4.12.1-2]
			}
		});
	}

	/** The connection ends. */
	void end() {
		cancel();
		if (this.question != null) {
			this.question.run(); // nobody waits for the answer any more
		}
	}

}
