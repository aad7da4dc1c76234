package io.mqttboot.spring;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.annotation.EnableMqtt;
import io.mqttboot.spring.annotation.MqttListener;
import io.mqttboot.spring.listener.MqttListenerContainer;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.converter.MessageConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is optional may be missing: the same application on class paths without it.
 */
class OptionalLibrariesTests {

	private static final String[] OPTIONAL = { "tools.jackson.", "io.mqttboot.server.", "jakarta.validation.",
			"io.micrometer.core." };

	@ParameterizedTest
	@ValueSource(strings = { "tools.jackson.", "io.mqttboot.server.", "jakarta.validation.", "io.micrometer.core." })
	void an_application_starts_without_one_of_them(String missing) throws Exception {
		assertThat(run(missing)).isEqualTo("text and [listener.text]");
	}

	@Test
	void an_application_starts_without_all_of_them() throws Exception {
		assertThat(run(OPTIONAL)).isEqualTo("text and [listener.text]");
	}

	@Test
	void what_is_hidden_is_really_missing() {
		for (String each : OPTIONAL) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> new WithoutLibraries(each).loadClass(each + "Anything"))
				.withMessageContaining("hidden");
		}
	}

	@Test
	void without_jackson_an_object_cannot_be_sent_and_the_failure_says_why() {
		MqttTemplate template = new FakeClient().template()
			.messageConverter(MqttMessageConverters.create(null))
			.build();
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> template.send("a", List.of()))
			.withMessageContaining("Jackson");
	}

	private static String run(String... missing) throws Exception {
		try {
			Class<?> application = new WithoutLibraries(missing).loadClass(Application.class.getName());
			return (String) application.getMethod("run").invoke(null);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/** Run by the class loader that lacks something. */
	public static final class Application {

		private Application() {
		}

		/** Starts a context, sends and says what there is. */
		public static String run() {
			MqttClient client = MqttClient.create().build();
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.setClassLoader(Application.class.getClassLoader());
				context.registerBean(MqttClient.class, () -> client);
				context.registerBean(MqttTemplate.class, () -> new MqttTemplate(client));
				context.registerBean("listener", Listener.class);
				context.register(Beans.class);
				context.refresh();
				context.getBean(MqttTemplate.class).send("a", "text");
				return "text and " + context.getBean(MqttListenerEndpointRegistry.class)
					.containers()
					.stream()
					.map(MqttListenerContainer::id)
					.toList();
			}
			finally {
				client.stop();
			}
		}

	}

	@EnableMqtt
	static class Beans {

	}

	static class Listener {

		@MqttListener("a")
		void text(String text) {
			assertThat(text).isNotNull();
		}

	}

	/** Loads our classes and Spring's anew, and not what is missing. */
	private static final class WithoutLibraries extends ClassLoader {

		private final List<String> missing;

		WithoutLibraries(String... missing) {
			super(OptionalLibrariesTests.class.getClassLoader());
			this.missing = List.of(missing);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				if (this.missing.stream().anyMatch(name::startsWith)) {
					throw new ClassNotFoundException(name + " is hidden");
				}
				Class<?> loaded = findLoadedClass(name);
				if (loaded == null && isReloaded(name)) {
					loaded = define(name);
				}
				return (loaded != null) ? loaded : super.loadClass(name, resolve);
			}
		}

		private static boolean isReloaded(String name) {
			return name.startsWith("io.mqttboot.spring.") || name.startsWith("org.springframework.");
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (file == null) {
					throw new ClassNotFoundException(name);
				}
				byte[] bytes = file.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
