/**
 * Proof that the peer sends and expects what it says.
 */
@NullMarked
package io.mqttboot.testkit.wire;

import org.jspecify.annotations.NullMarked;
