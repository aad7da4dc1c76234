/**
 * Every limit, what happens beyond it, and who suffers.
 */
@NullMarked
package io.mqttboot.server.limits;

import org.jspecify.annotations.NullMarked;
