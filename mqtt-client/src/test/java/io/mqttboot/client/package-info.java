@org.jspecify.annotations.NullUnmarked
package io.mqttboot.client;
