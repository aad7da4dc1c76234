@org.jspecify.annotations.NullMarked
package io.mqttboot.spring.service;
