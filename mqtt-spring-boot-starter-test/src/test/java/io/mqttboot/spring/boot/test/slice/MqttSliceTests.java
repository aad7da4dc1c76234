package io.mqttboot.spring.boot.test.slice;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.test.MqttTest;
import io.mqttboot.spring.boot.test.MqttTestBroker;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice with all components that listen.
 */
@MqttTest(properties = "slice.property=set")
class MqttSliceTests {

	@Test
	void components_that_listen_are_there_and_no_others(@Autowired ObjectProvider<Alarms> alarms,
			@Autowired ObjectProvider<Readings> readings, @Autowired ObjectProvider<Database> database) {
		assertThat(alarms).hasSize(1);
		assertThat(readings).isEmpty();
		assertThat(database).isEmpty();
	}

	@Test
	void there_is_a_broker_and_no_server_of_the_application(@Autowired MqttTestBroker broker,
			@Autowired ObjectProvider<MqttServer> servers) {
		assertThat(broker.isRunning()).isTrue();
		assertThat(servers).isEmpty();
	}

	@Test
	void properties_of_the_slice_are_set(@Autowired Environment environment) {
		assertThat(environment.getProperty("slice.property")).isEqualTo("set");
	}

}
