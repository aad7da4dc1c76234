package io.mqttboot.spring;

import java.util.Map;

import io.mqttboot.client.MqttClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MqttClientsTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final MqttClient one = MqttClient.create().build();

	private final MqttClient other = MqttClient.create().build();

	@AfterEach
	void stop() {
		this.context.close();
		this.one.stop();
		this.other.stop();
	}

	@Test
	void without_a_name_the_only_client_is_meant() {
		bean("whatever", this.one, false);
		assertThat(clients().client(MqttClients.ONLY)).isSameAs(this.one);
		assertThat(clients().client("default")).isSameAs(this.one);
	}

	@Test
	void without_a_name_the_primary_client_is_meant() {
		bean("a", this.one, true);
		bean("b", this.other, false);
		assertThat(clients().client(MqttClients.ONLY)).isSameAs(this.one);
	}

	@Test
	void without_a_name_and_a_primary_one_the_usual_bean_is_meant() {
		bean("mqttClient", this.one, false);
		bean("edgeMqttClient", this.other, false);
		assertThat(clients().client(MqttClients.ONLY)).isSameAs(this.one);
		assertThat(clients().client("edge")).isSameAs(this.other);
		assertThat(clients().client("edgeMqttClient")).isSameAs(this.other);
	}

	@Test
	void if_several_could_be_meant_the_failure_says_what_to_do() {
		bean("a", this.one, false);
		bean("b", this.other, false);
		MqttClients clients = clients();
		assertThatIllegalArgumentException().isThrownBy(() -> clients.client(MqttClients.ONLY))
			.withMessageContaining("primary");
	}

	@Test
	void a_client_that_is_not_there_is_named() {
		MqttClients clients = clients();
		assertThatIllegalArgumentException().isThrownBy(() -> clients.client("edge"))
			.withMessageContaining("'edgeMqttClient'");
		assertThatIllegalArgumentException().isThrownBy(() -> clients.client(MqttClients.ONLY))
			.withMessageContaining(MqttClient.class.getName());
	}

	@Test
	void clients_may_come_from_a_map() {
		MqttClients clients = MqttClients.of(Map.of("edge", this.one));
		assertThat(clients.client("edge")).isSameAs(this.one);
		assertThatIllegalArgumentException().isThrownBy(() -> clients.client("cloud"))
			.withMessageContaining("'cloud'")
			.withMessageContaining("edge");
	}

	@Test
	void a_template_goes_through_another_client_with_the_same_defaults() {
		MqttTemplate template = MqttTemplate.builder(MqttClients.of(Map.of("", this.one, "edge", this.other)))
			.defaultTopic("d")
			.build();
		assertThat(template.client("edge").send("x")).isNotDone();
		assertThat(this.other.undelivered()).isEqualTo(1);
		assertThat(this.one.undelivered()).isZero();
	}

	private void bean(String name, MqttClient client, boolean primary) {
		this.context.registerBean(name, MqttClient.class, () -> client, (definition) -> definition.setPrimary(primary));
	}

	private MqttClients clients() {
		if (!this.context.isActive()) {
			this.context.refresh();
		}
		return MqttClients.of(this.context.getBeanFactory());
	}

}
