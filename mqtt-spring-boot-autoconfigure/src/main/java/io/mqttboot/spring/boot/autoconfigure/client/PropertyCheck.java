package io.mqttboot.spring.boot.autoconfigure.client;

import java.time.Duration;
import java.util.function.Function;

import io.mqttboot.MqttQos;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Checks values and reports those that are out of range by the name of their property.
 *
 * @param prefix what the names of the properties begin with, its last dot included
 */
record PropertyCheck(String prefix) {

	int within(String key, int value, int min, int max) {
		return (int) within(key, (long) value, min, max);
	}

	long within(String key, long value, long min, long max) {
		if (value < min || value > max) {
			throw invalid(key, value, "a value from %d to %d is expected".formatted(min, max));
		}
		return value;
	}

	int bytes(String key, DataSize size, int min, int max) {
		return (int) within(key, size.toBytes(), min, max);
	}

	Duration atLeast(String key, Duration value, Duration min) {
		if (value.compareTo(min) < 0) {
			throw invalid(key, value, "a duration of at least %s ms is expected".formatted(min.toMillis()));
		}
		return value;
	}

	MqttQos qos(String key, int value) {
		return MqttQos.of(within(key, value, 0, 2));
	}

	/** Reads a value; what the engine says against it becomes the reason. */
	<T> T read(String key, String value, Function<String, T> reader) {
		try {
			return reader.apply(value);
		}
		catch (IllegalArgumentException ex) {
			throw new ClientPropertyException(this.prefix + key, value, String.valueOf(ex.getMessage()), ex);
		}
	}

	ClientPropertyException invalid(String key, @Nullable Object value, String reason) {
		return new ClientPropertyException(this.prefix + key, value, reason, null);
	}

}
