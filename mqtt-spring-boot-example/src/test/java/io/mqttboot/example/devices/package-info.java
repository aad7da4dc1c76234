@org.jspecify.annotations.NullMarked
package io.mqttboot.example.devices;
