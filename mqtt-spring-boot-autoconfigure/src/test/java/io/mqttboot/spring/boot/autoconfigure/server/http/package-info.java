/**
 * The HTTP API over real HTTP, on both web stacks.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server.http;

import org.jspecify.annotations.NullMarked;
