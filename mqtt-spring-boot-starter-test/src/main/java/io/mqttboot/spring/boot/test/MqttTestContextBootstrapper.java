package io.mqttboot.spring.boot.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Makes the context of a {@link MqttTest}.
 */
final class MqttTestContextBootstrapper extends TestSliceTestContextBootstrapper<MqttTest> {

}
