/**
 * A real browser with what the server has for it.
 */
@NullMarked
package io.mqttboot.browser;

import org.jspecify.annotations.NullMarked;
