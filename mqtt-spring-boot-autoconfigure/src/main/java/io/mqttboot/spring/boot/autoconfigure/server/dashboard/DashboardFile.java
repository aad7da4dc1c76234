package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.springframework.http.MediaType;

/**
 * A file of the dashboard as it goes to browsers. The bytes are not to be written to.
 *
 * @param type what it is
 * @param content its bytes
 * @param tag the name of just these bytes, in quotation marks
 */
record DashboardFile(MediaType type, byte[] content, String tag) {

	private static final int TAG_BYTES = 12;

	static DashboardFile of(MediaType type, byte[] content) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
			return new DashboardFile(type, content, '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"');
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java knows SHA-256", ex);
		}
	}

}
