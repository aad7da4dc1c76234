/**
 * The crossing: who subscribed to what, which messages are retained, and the way of a
 * publication to its subscribers. Knows no session, no connection and no thread;
 * everything here may be called from any thread. Start reading at {@code Broker}.
 */
@NullMarked
package io.mqttboot.server.internal.broker;

import org.jspecify.annotations.NullMarked;
