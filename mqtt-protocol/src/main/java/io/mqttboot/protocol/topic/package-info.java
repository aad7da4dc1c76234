/**
 * Finding what matches: {@code TopicTree} is a concurrent trie for subscriptions (stored
 * filters, asked by topic) and retained messages (stored topics, asked by filter).
 * Callable from any thread; readers never lock. Shared between this project's modules,
 * not API.
 */
@NullMarked
package io.mqttboot.protocol.topic;

import org.jspecify.annotations.NullMarked;
