/**
 * Tests of the HTTP API that need no web server.
 */
@NullMarked
package io.mqttboot.spring.web;

import org.jspecify.annotations.NullMarked;
