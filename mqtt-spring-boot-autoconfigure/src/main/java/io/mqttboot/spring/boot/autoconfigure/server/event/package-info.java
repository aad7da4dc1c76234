/**
 * What the server tells the application through Spring's events, always, beside the
 * application's own listeners.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server.event;

import org.jspecify.annotations.NullMarked;
