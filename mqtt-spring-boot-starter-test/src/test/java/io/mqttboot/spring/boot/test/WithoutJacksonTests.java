package io.mqttboot.spring.boot.test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A class path on which nobody brings Jackson.
 */
class WithoutJacksonTests {

	private final ClassLoader classPath = new PoorClassPath();

	@Test
	void objects_as_payloads_say_what_they_need() throws Exception {
		Method write = this.classPath.loadClass(Json.class.getName()).getDeclaredMethod("write", Object.class);
		write.setAccessible(true);
		assertThatExceptionOfType(InvocationTargetException.class).isThrownBy(() -> write.invoke(null, "x"))
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessageContaining("jackson-databind");
	}

	@Test
	void the_broker_needs_none() throws Exception {
		Class<?> broker = this.classPath.loadClass(MqttTestBroker.class.getName());
		try (AutoCloseable created = (AutoCloseable) broker.getMethod("create").invoke(null)) {
			broker.getMethod("start").invoke(created);
			assertThat(broker.getMethod("isRunning").invoke(created)).isEqualTo(true);
			Object assertion = broker.getMethod("assertThat").invoke(created);
			Object expectation = assertion.getClass().getMethod("received", String.class).invoke(assertion, "t");
			expectation.getClass()
				.getMethod("notWithin", java.time.Duration.class)
				.invoke(expectation, java.time.Duration.ZERO);
		}
	}

	/** Loads the test starter anew, and knows no Jackson. */
	private static final class PoorClassPath extends ClassLoader {

		PoorClassPath() {
			super(WithoutJacksonTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("tools.jackson.")) {
				throw new ClassNotFoundException(name);
			}
			if (!name.startsWith("io.mqttboot.spring.boot.test.")) {
				return super.loadClass(name, resolve);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : define(name);
			}
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (in == null) {
					throw new ClassNotFoundException(name);
				}
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
