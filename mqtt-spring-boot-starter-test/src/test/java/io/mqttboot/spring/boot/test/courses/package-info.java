/** The two courses of the documents, written with the starter, and run. */
@org.jspecify.annotations.NullMarked
package io.mqttboot.spring.boot.test.courses;
