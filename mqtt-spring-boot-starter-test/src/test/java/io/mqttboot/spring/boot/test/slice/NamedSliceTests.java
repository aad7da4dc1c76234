package io.mqttboot.spring.boot.test.slice;

import io.mqttboot.spring.boot.test.MqttTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.stereotype.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice with the components that it names.
 */
@MqttTest(listeners = Readings.class, includeFilters = @Filter(Repository.class))
class NamedSliceTests {

	@Test
	void named_components_are_there_and_no_others(@Autowired ObjectProvider<Alarms> alarms,
			@Autowired ObjectProvider<Readings> readings, @Autowired ObjectProvider<Database> database) {
		assertThat(readings).hasSize(1);
		assertThat(alarms).isEmpty();
		assertThat(database).as("what a filter includes").hasSize(1);
	}

}
