package io.mqttboot.spring.boot.test;

import java.util.List;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.client.MqttConnectionDetails;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The broker as a bean of a test's context.
 */
@SpringBootTest(classes = EmbeddedMqttBrokerTests.Application.class)
@EmbeddedMqttBroker
class EmbeddedMqttBrokerTests {

	@Autowired
	private MqttTestBroker broker;

	@Autowired
	private ApplicationContext context;

	@Test
	void it_runs_and_tells_clients_where(@Autowired MqttConnectionDetails details) {
		assertThat(this.broker.isRunning()).isTrue();
		assertThat(details.getServerUri()).isEqualTo(this.broker.serverUri());
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
		assertThat(details.getSslBundle()).isNull();
	}

	@Test
	void it_wins_over_connection_details_of_the_application() {
		assertThat(this.context.getBeansOfType(MqttConnectionDetails.class)).hasSize(2).containsKey("elsewhere");
		assertThat(this.context.getBean(MqttConnectionDetails.class).getServerUri()).isEqualTo(this.broker.serverUri());
	}

	@Test
	void it_is_no_server_of_the_application_and_none_is_started_beside(@Autowired ObjectProvider<MqttServer> servers,
			@Autowired Environment environment) {
		assertThat(servers).isEmpty();
		assertThat(environment.getProperty("mqtt.server.enabled", Boolean.class)).isFalse();
	}

	@Test
	void it_is_not_paused_with_the_context() {
		int port = this.broker.port();
		assertThat(this.context.getBeansOfType(SmartLifecycle.class).values())
			.noneMatch((bean) -> bean.getClass().getPackage().equals(MqttTestBroker.class.getPackage()));
		((org.springframework.context.ConfigurableApplicationContext) this.context).stop();
		assertThat(this.broker.isRunning()).isTrue();
		((org.springframework.context.ConfigurableApplicationContext) this.context).start();
		assertThat(this.broker.port()).isEqualTo(port);
	}

	@Test
	void contexts_are_shared_by_what_the_annotation_says() {
		TestBrokerCustomizerFactory factory = new TestBrokerCustomizerFactory();
		ContextCustomizer here = factory.createContextCustomizer(getClass(), List.of());
		assertThat(here).isNotNull()
			.isEqualTo(factory.createContextCustomizer(Inside.class, List.of()))
			.hasSameHashCodeAs(factory.createContextCustomizer(Inside.class, List.of()))
			.isNotEqualTo(factory.createContextCustomizer(OnAPort.class, List.of()));
		assertThat(factory.createContextCustomizer(String.class, List.of())).isNull();
	}

	@Nested
	class Inside {

		@Test
		void a_nested_class_has_the_same_broker(@Autowired MqttTestBroker inside) {
			assertThat(inside).isSameAs(EmbeddedMqttBrokerTests.this.broker);
		}

	}

	@EmbeddedMqttBroker(port = 18_830)
	static class OnAPort {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		MqttConnectionDetails elsewhere() {
			return () -> "tcp://192.0.2.1:1883";
		}

	}

}
