package io.mqttboot.client.config;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.mqttboot.client.spi.MqttCredentials;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * As what a device introduces itself to Alibaba Cloud IoT Platform (one secret a device):
 * client identifier, user name and password are made from the product key, the device
 * name and the device secret, signed anew for each connection. Immutable.
 */
public final class MqttAlibabaCredentials implements MqttCredentialsProvider {

	private static final int ID_LENGTH_MAX = 64;

	private static final int PORT = 1883;

	private final String productKey;

	private final String deviceName;

	private final String deviceSecret;

	private final String id;

	private final SignMethod signMethod;

	private final @Nullable Long timestamp;

	/**
	 * How the password is signed.
	 */
	public enum SignMethod {

		/** HMAC with SHA-256. */
		HMAC_SHA256("HmacSHA256"),

		/** HMAC with SHA-1. */
		HMAC_SHA1("HmacSHA1"),

		/** HMAC with MD5. */
		HMAC_MD5("HmacMD5");

		private final String algorithm;

		SignMethod(String algorithm) {
			this.algorithm = algorithm;
		}

		String word() {
			return this.algorithm.toLowerCase(Locale.ROOT);
		}

	}

	private MqttAlibabaCredentials(String productKey, String deviceName, String deviceSecret, String id,
			SignMethod signMethod, @Nullable Long timestamp) {
		this.productKey = required(productKey, "product key");
		this.deviceName = required(deviceName, "device name");
		this.deviceSecret = required(deviceSecret, "device secret");
		this.id = required(id, "id");
		this.signMethod = Objects.requireNonNull(signMethod, "signMethod");
		this.timestamp = timestamp;
		if (id.indexOf('|') >= 0 || id.length() > ID_LENGTH_MAX) {
			throw new IllegalArgumentException("an id has at most 64 characters and no |, but this is " + id);
		}
	}

	/**
	 * Takes what the console of the platform shows of a device. Signs with HMAC-SHA256.
	 * @param productKey the product key
	 * @param deviceName the device name
	 * @param deviceSecret the device secret
	 * @return the credentials
	 * @throws IllegalArgumentException if one is empty
	 */
	public static MqttAlibabaCredentials of(String productKey, String deviceName, String deviceSecret) {
		return new MqttAlibabaCredentials(productKey, deviceName, deviceSecret, deviceName, SignMethod.HMAC_SHA256,
				null);
	}

	/**
	 * Returns where the public instance of a region is.
	 * @param region the region, for example {@code cn-shanghai}
	 * @param secure whether the connection is encrypted
	 * @return a server URI
	 */
	public String serverUri(String region, boolean secure) {
		return (secure ? "ssl" : "tcp") + "://" + this.productKey + ".iot-as-mqtt." + required(region, "region")
				+ ".aliyuncs.com:" + PORT;
	}

	/**
	 * Returns these credentials with another identifier of the device, which is otherwise
	 * its name.
	 * @param other the identifier, at most 64 characters: a serial number, an address
	 * @return the changed credentials
	 */
	public MqttAlibabaCredentials withId(String other) {
		return new MqttAlibabaCredentials(this.productKey, this.deviceName, this.deviceSecret, other, this.signMethod,
				this.timestamp);
	}

	/**
	 * Returns these credentials, signed otherwise.
	 * @param other how
	 * @return the changed credentials
	 */
	public MqttAlibabaCredentials withSignMethod(SignMethod other) {
		return new MqttAlibabaCredentials(this.productKey, this.deviceName, this.deviceSecret, this.id, other,
				this.timestamp);
	}

	/**
	 * Returns these credentials with a time stamp that stays, otherwise it is that of the
	 * signature.
	 * @param millis milliseconds since 1970
	 * @return the changed credentials
	 */
	public MqttAlibabaCredentials withTimestamp(long millis) {
		return new MqttAlibabaCredentials(this.productKey, this.deviceName, this.deviceSecret, this.id, this.signMethod,
				millis);
	}

	/**
	 * Signs for a connection.
	 * @param serverUri where to: a secure connection says security mode 2, a plain one 3
	 */
	@Override
	public MqttCredentials credentials(String serverUri) {
		long millis = (this.timestamp != null) ? this.timestamp : System.currentTimeMillis();
		int mode = MqttServerUri.of(serverUri).transport().isSecure() ? 2 : 3;
		String clientId = this.id + "|securemode=" + mode + ",signmethod=" + this.signMethod.word() + ",timestamp="
				+ millis + "|";
		return new MqttCredentials(this.deviceName + "&" + this.productKey,
				password(millis).getBytes(StandardCharsets.US_ASCII), clientId);
	}

	// what is signed is in the order of the alphabet
	private String password(long millis) {
		String content = "clientId" + this.id + "deviceName" + this.deviceName + "productKey" + this.productKey
				+ "timestamp" + millis;
		try {
			Mac mac = Mac.getInstance(this.signMethod.algorithm);
			mac.init(new SecretKeySpec(this.deviceSecret.getBytes(StandardCharsets.UTF_8), this.signMethod.algorithm));
			return HexFormat.of().withUpperCase().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this JVM cannot sign with " + this.signMethod.algorithm, ex);
		}
	}

	private static String required(String value, String what) {
		if (value.isBlank()) {
			throw new IllegalArgumentException("a device of Alibaba Cloud needs a " + what);
		}
		return value;
	}

	/**
	 * Describes the device without its secret.
	 */
	@Override
	public String toString() {
		return "MqttAlibabaCredentials[productKey=" + this.productKey + ", deviceName=" + this.deviceName + ", id="
				+ this.id + ", signMethod=" + this.signMethod + "]";
	}

}
