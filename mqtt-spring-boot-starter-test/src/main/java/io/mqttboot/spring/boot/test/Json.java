package io.mqttboot.spring.boot.test;

import java.util.function.Predicate;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payloads as JSON, where Jackson 3 is on the class path.
 */
final class Json {

	private Json() {
	}

	static <T> T read(byte[] payload, Class<T> type) {
		requireJackson();
		return Jackson.read(payload, type);
	}

	/** Whether a payload is JSON of a type and passes a test. */
	static <T> boolean matches(byte[] payload, Class<T> type, Predicate<? super T> test) {
		requireJackson();
		return Jackson.matches(payload, type, test);
	}

	static byte[] write(Object value) {
		requireJackson();
		return Jackson.write(value);
	}

	private static void requireJackson() {
		try {
			Class.forName("tools.jackson.databind.json.JsonMapper", false, Json.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException("objects as payloads need tools.jackson.core:jackson-databind, "
					+ "which spring-boot-starter-jackson brings", ex);
		}
	}

	/** What needs classes that may not be there. */
	private static final class Jackson {

		static <T> T read(byte[] payload, Class<T> type) {
			return JsonMapper.shared().readValue(payload, type);
		}

		static <T> boolean matches(byte[] payload, Class<T> type, Predicate<? super T> test) {
			T value;
			try {
				value = read(payload, type);
			}
			catch (JacksonException ex) {
				return false; // it is something else
			}
			return test.test(value);
		}

		static byte[] write(Object value) {
			return JsonMapper.shared().writeValueAsBytes(value);
		}

	}

}
