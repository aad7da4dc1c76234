/**
 * Fails a test run in which a buffer was not released. Nobody calls it: JUnit's launcher
 * finds {@link io.mqttboot.testkit.leak.LeakCheck} wherever this module is on the class
 * path of tests. Start reading there.
 */
@NullMarked
package io.mqttboot.testkit.leak;

import org.jspecify.annotations.NullMarked;
