/**
 * What an application or another module gives to the server: authentication, listeners,
 * stores, an observer. Each interface says which thread calls it and what may block.
 */
@NullMarked
package io.mqttboot.server.spi;

import org.jspecify.annotations.NullMarked;
