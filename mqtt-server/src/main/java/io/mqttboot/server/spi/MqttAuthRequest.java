package io.mqttboot.server.spi;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;

import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a client said of itself. Its text form shows no secret.
 *
 * @param clientId the client identifier, never empty
 * @param userName the user name, {@code null} if none was sent
 * @param password the password as sent, {@code null} if none was
 * @param method the authentication method of MQTT 5.0, {@code null} for none
 * @param data the authentication data of MQTT 5.0, {@code null} for none
 * @param reauthentication whether the client is connected already and proves itself again
 * @param version the protocol version
 * @param remoteAddress where the client comes from
 * @param certificates the certificates that the client has shown over TLS and that are
 * trusted, its own first, empty if it has shown none
 * @param userProperties the user properties of CONNECT or AUTH
 */
public record MqttAuthRequest(String clientId, @Nullable String userName, @Nullable ByteBuffer password,
		@Nullable String method, @Nullable ByteBuffer data, boolean reauthentication, MqttVersion version,
		SocketAddress remoteAddress, List<X509Certificate> certificates, List<MqttUserProperty> userProperties) {

	public MqttAuthRequest {
		certificates = List.copyOf(certificates);
		userProperties = List.copyOf(userProperties);
	}

	@Override
	public String toString() {
		return "MqttAuthRequest[clientId=" + this.clientId + ", userName=" + this.userName + ", method=" + this.method
				+ ", reauthentication=" + this.reauthentication + ", version=" + this.version + ", remoteAddress="
				+ this.remoteAddress + "]";
	}

}
