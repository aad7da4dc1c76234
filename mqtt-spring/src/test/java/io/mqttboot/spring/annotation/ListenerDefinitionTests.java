package io.mqttboot.spring.annotation;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.listener.MqttListenerContainer;
import io.mqttboot.spring.listener.MqttListenerContainerFactory;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.BeansException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is wrong with a listener is said when the application starts, with bean and
 * method. No client connects.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerDefinitionTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final MqttClient client = MqttClient.create().build();

	@AfterEach
	void stop() {
		this.context.close();
		this.client.stop();
	}

	@Test
	void a_topic_that_is_none_names_bean_and_method() {
		assertRefused(new Object() {
			@MqttListener("a/#/b")
			void wrong() {
			}
		}, "'faulty'", ".wrong", "a/#/b");
	}

	@Test
	void a_variable_that_is_no_level_is_refused() {
		assertRefused(new Object() {
			@MqttListener("a/x{id}")
			void wrong() {
			}
		}, ".wrong", "x{id}");
	}

	@Test
	void a_listener_without_topic_is_refused() {
		assertRefused(new Object() {
			@MqttListener
			void wrong() {
			}
		}, ".wrong", "no topic");
	}

	@Test
	void a_quality_of_service_that_is_none_is_refused() {
		assertRefused(new Object() {
			@MqttListener(topics = "a", qos = "3")
			void wrong() {
			}
		}, ".wrong", "qos is '3'");
	}

	@Test
	void an_ack_mode_that_is_none_is_refused() {
		assertRefused(new Object() {
			@MqttListener(topics = "a", ackMode = "sometimes")
			void wrong() {
			}
		}, ".wrong", "ackMode is 'sometimes'");
	}

	@Test
	void two_groups_are_refused() {
		assertRefused(new Object() {
			@MqttListener(topics = "$share/one/a", group = "two")
			void wrong() {
			}
		}, ".wrong", "$share/one/a", "'two'");
	}

	@Test
	void a_client_that_is_not_there_is_refused() {
		assertRefused(new Object() {
			@MqttListener(id = "mine", topics = "a", client = "edge")
			void wrong() {
			}
		}, "'mine'", "'edge'", "edgeMqttClient");
	}

	@Test
	void a_container_factory_that_is_not_there_is_refused() {
		assertRefused(new Object() {
			@MqttListener(id = "mine", topics = "a", containerFactory = "none")
			void wrong() {
			}
		}, "'mine'", "'none'");
	}

	@Test
	void a_container_factory_is_named_or_the_only_one() {
		MqttListenerContainerFactory factory = new MqttListenerContainerFactory((name) -> this.client);
		this.context.registerBean("special", MqttListenerContainerFactory.class, () -> factory);
		start(new Object() {
			@MqttListener(id = "mine", topics = "a", containerFactory = "special")
			void mine() {
			}
		});
		assertThat(this.context.getBean(MqttListenerEndpointRegistry.class).factory("special")).isSameAs(factory);
		assertThat(this.context.getBean(MqttListenerEndpointRegistry.class).factory("")).isSameAs(factory);
	}

	@Test
	void two_listeners_of_one_identifier_are_refused() {
		assertRefused(new Object() {
			@MqttListener(id = "same", topics = "a")
			@MqttListener(id = "same", topics = "b")
			void wrong() {
			}
		}, "'same'");
	}

	@Test
	void a_method_that_a_proxy_hides_is_refused() {
		ProxyFactory proxies = new ProxyFactory(new Hidden());
		proxies.setInterfaces(Callable.class);
		assertRefused(proxies.getProxy(), ".hidden");
	}

	static class Hidden implements Callable<String> {

		@Override
		public String call() {
			return "";
		}

		@MqttListener("a")
		void hidden() {
		}

	}

	@Test
	void white_space_in_a_topic_is_kept_and_warned_about(CapturedOutput output) {
		start(new Object() {
			@MqttListener(id = "spaced", topics = "a/b ")
			void spaced() {
			}
		});
		MqttListenerContainer container = this.context.getBean(MqttListenerEndpointRegistry.class).container("spaced");
		assertThat(container).isNotNull();
		assertThat(container.endpoint().filters().keySet()).containsExactly("a/b ");
		assertThat(output).contains("'a/b '").contains("'spaced'").contains("white space");
	}

	@Test
	void a_named_client_is_a_bean_of_that_name() {
		MqttClient edge = MqttClient.create().build();
		try {
			this.context.registerBean("edgeMqttClient", MqttClient.class, () -> edge);
			this.context.registerBean("mqttClient", MqttClient.class, () -> this.client);
			this.context.register(Beans.class);
			this.context.registerBean("listeners", Named.class, Named::new);
			this.context.refresh();
			Map<String, Object> running = this.context.getBean(MqttListenerEndpointRegistry.class)
				.containers()
				.stream()
				.collect(Collectors.toMap(MqttListenerContainer::id, MqttListenerContainer::isRunning));
			assertThat(running).isEqualTo(Map.of("edge", true, "main", true));
		}
		finally {
			edge.stop();
		}
	}

	static class Named {

		@MqttListener(id = "edge", topics = "a", client = "edge")
		void edge() {
		}

		@MqttListener(id = "main", topics = "a")
		void main() {
		}

	}

	private void assertRefused(Object bean, String... words) {
		assertThatExceptionOfType(BeansException.class).isThrownBy(() -> start(bean))
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(words));
	}

	@SuppressWarnings("unchecked")
	private void start(Object bean) {
		this.context.registerBean(MqttClient.class, () -> this.client);
		this.context.register(Beans.class);
		this.context.registerBean("faulty", (Class<Object>) bean.getClass(), () -> bean);
		this.context.refresh();
	}

	@EnableMqtt
	static class Beans {

	}

}
