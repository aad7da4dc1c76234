/**
 * What a store must do, for every store to extend, and what a server does with one.
 */
@NullMarked
package io.mqttboot.server.contract;

import org.jspecify.annotations.NullMarked;
