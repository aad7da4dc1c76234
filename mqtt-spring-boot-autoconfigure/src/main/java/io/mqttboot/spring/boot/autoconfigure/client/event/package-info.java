/**
 * What Spring's event listeners are told about clients.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.client.event;

import org.jspecify.annotations.NullMarked;
