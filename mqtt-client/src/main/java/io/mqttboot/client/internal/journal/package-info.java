/**
 * The files of an outbox: messages and what became of them, in segments that are only
 * appended to.
 */
@NullMarked
package io.mqttboot.client.internal.journal;

import org.jspecify.annotations.NullMarked;
