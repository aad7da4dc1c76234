/**
 * Proof that the tools of proof work.
 */
@NullMarked
package io.mqttboot.testkit;

import org.jspecify.annotations.NullMarked;
