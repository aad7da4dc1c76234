/** What the documentation shows of tests, and runs. */
@org.jspecify.annotations.NullMarked
package io.mqttboot.spring.boot.test.snippets;
