/**
 * How a client is set up.
 */
@NullMarked
package io.mqttboot.client.config;

import org.jspecify.annotations.NullMarked;
