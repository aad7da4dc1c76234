/**
 * What an application or a library hands to a client.
 */
@NullMarked
package io.mqttboot.client.spi;

import org.jspecify.annotations.NullMarked;
