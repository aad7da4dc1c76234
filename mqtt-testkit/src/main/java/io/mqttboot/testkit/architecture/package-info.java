/**
 * The rules of direction that every module of the project keeps, checked in its byte code
 * (R1 to R8 of {@code docs/architecture.md}). A module joins with one test class that
 * calls {@link io.mqttboot.testkit.architecture.HouseRules#tests(Class)}. Start reading
 * there.
 */
@NullMarked
package io.mqttboot.testkit.architecture;

import org.jspecify.annotations.NullMarked;
