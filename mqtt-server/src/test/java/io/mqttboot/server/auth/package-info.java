/**
 * Every way to be let in, over every transport, and what keeps strangers out.
 */
@NullMarked
package io.mqttboot.server.auth;

import org.jspecify.annotations.NullMarked;
