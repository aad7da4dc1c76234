/** An application of which slices are tested. */
@org.jspecify.annotations.NullMarked
package io.mqttboot.spring.boot.test.slice;
