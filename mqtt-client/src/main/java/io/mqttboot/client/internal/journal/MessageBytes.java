package io.mqttboot.client.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import org.jspecify.annotations.Nullable;

/**
 * A message as bytes of a file.
 */
final class MessageBytes {

	private static final int NONE = -1;

	private MessageBytes() {
	}

	static byte[] of(MqttMessage message) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + message.payloadBytes());
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeByte(message.qos().value());
			out.writeBoolean(message.retain());
			write(out, message.topic());
			MqttMessageProperties said = message.properties();
			out.writeByte((said.payloadFormatUtf8() == null) ? NONE : said.payloadFormatUtf8() ? 1 : 0);
			out.writeLong(said.messageExpirySeconds());
			write(out, said.contentType());
			write(out, said.responseTopic());
			ByteBuffer correlation = said.correlationData();
			write(out, (correlation != null) ? MqttPayload.bytes(correlation) : null);
			out.writeInt(said.userProperties().size());
			for (MqttUserProperty pair : said.userProperties()) {
				write(out, pair.name());
				write(out, pair.value());
			}
			write(out, message.payloadArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/** Reads the quality of service of a message. */
	static MqttQos qos(byte[] bytes, int from) {
		return MqttQos.of(bytes[from]);
	}

	/** Reads a message; the bytes are whole, as their check sum says. */
	static MqttMessage read(byte[] bytes, int from) throws IOException {
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from));
		MqttQos qos = MqttQos.of(in.readByte());
		boolean retain = in.readBoolean();
		String topic = required(text(in));
		int format = in.readByte();
		long expiry = in.readLong();
		String contentType = text(in);
		String responseTopic = text(in);
		byte[] correlation = block(in);
		int count = in.readInt();
		List<MqttUserProperty> pairs = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			pairs.add(new MqttUserProperty(required(text(in)), required(text(in))));
		}
		MqttMessageProperties properties = new MqttMessageProperties((format == NONE) ? null : format == 1, expiry,
				contentType, responseTopic, (correlation != null) ? ByteBuffer.wrap(correlation) : null, pairs);
		byte[] payload = required(block(in));
		return MqttMessage.owning(topic, payload, qos, retain,
				properties.equals(MqttMessageProperties.NONE) ? MqttMessageProperties.NONE : properties);
	}

	private static void write(DataOutputStream out, @Nullable String text) throws IOException {
		write(out, (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null);
	}

	private static void write(DataOutputStream out, byte @Nullable [] block) throws IOException {
		out.writeInt((block != null) ? block.length : NONE);
		if (block != null) {
			out.write(block);
		}
	}

	private static @Nullable String text(DataInputStream in) throws IOException {
		byte[] block = block(in);
		return (block != null) ? new String(block, StandardCharsets.UTF_8) : null;
	}

	private static byte @Nullable [] block(DataInputStream in) throws IOException {
		int length = in.readInt();
		if (length == NONE) {
			return null;
		}
		if (length < 0 || length > in.available()) {
			throw new IOException("a length of " + length);
		}
		return in.readNBytes(length);
	}

	private static <T> T required(@Nullable T value) throws IOException {
		if (value == null) {
			throw new IOException("a part is missing");
		}
		return value;
	}

}
