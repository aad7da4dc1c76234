package io.mqttboot.example.devices;

import io.mqttboot.spring.annotation.ImportMqttClients;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Makes a bean of the interface, and lets the device report by the clock.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ImportMqttClients(Devices.class)
class DeviceConfiguration {

}
