/**
 * How the dashboard is set up.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import org.jspecify.annotations.NullMarked;
