/**
 * Tests of how the load is measured.
 */
@NullMarked
package io.mqttboot.server.internal.overload;

import org.jspecify.annotations.NullMarked;
