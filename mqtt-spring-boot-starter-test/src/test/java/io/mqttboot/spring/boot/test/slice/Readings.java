package io.mqttboot.spring.boot.test.slice;

import org.springframework.stereotype.Component;

/**
 * Says nothing about MQTT, so it belongs to the slice only where it is named.
 */
@Component
class Readings {

}
