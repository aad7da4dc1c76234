package io.mqttboot.spring;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.util.MimeType;

/**
 * Reads and writes objects as JSON. Devices call JSON all kinds of things, so it also
 * reads what is said to be text or bytes, or is not said to be anything. Needs Jackson.
 */
public class MqttJsonMessageConverter extends JacksonJsonMessageConverter {

	/**
	 * Creates a converter with a mapper of its own.
	 */
	public MqttJsonMessageConverter() {
	}

	/**
	 * Creates a converter.
	 * @param mapper the application's mapper
	 */
	public MqttJsonMessageConverter(JsonMapper mapper) {
		super(mapper);
	}

	@Override
	protected boolean supportsMimeType(@Nullable MessageHeaders headers) {
		if (super.supportsMimeType(headers)) {
			return true;
		}
		MimeType type = getMimeType(headers);
		return type == null || type.getType().equals("text") || type.getSubtype().equals("octet-stream");
	}

}
