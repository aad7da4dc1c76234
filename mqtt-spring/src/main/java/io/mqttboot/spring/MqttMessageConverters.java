package io.mqttboot.spring;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.ClassUtils;

/**
 * The converters between payloads and objects: {@code byte[]}, {@code ByteBuffer},
 * {@code String}, and everything else as JSON where Jackson is there.
 */
public final class MqttMessageConverters {

	private static final boolean JACKSON = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper",
			MqttMessageConverters.class.getClassLoader());

	private MqttMessageConverters() {
	}

	/**
	 * Returns the converters, with JSON as Jackson does it by itself if it is there.
	 * @return a converter of all of them
	 */
	public static MessageConverter create() {
		return create(JACKSON ? Json.converter() : null);
	}

	/**
	 * Returns the converters with one for objects.
	 * @param json the converter for what is neither bytes nor text, usually a
	 * {@link MqttJsonMessageConverter}; {@code null} for none
	 * @return a converter of all of them
	 */
	public static MessageConverter create(@Nullable MessageConverter json) {
		List<MessageConverter> all = new ArrayList<>(List.of(new BytesMessageConverter(), new TextMessageConverter()));
		if (json != null) {
			all.add(json);
		}
		return new CompositeMessageConverter(all);
	}

	/** Touched only where Jackson is there. */
	private static final class Json {

		static MessageConverter converter() {
			return new MqttJsonMessageConverter();
		}

	}

}
