/**
 * Proof that the server obeys the standards: one class for each section, each test a
 * story of exact packets that names the clauses it proves. {@code docs/conformance.md} is
 * generated from here.
 */
@NullMarked
package io.mqttboot.server.conformance;

import org.jspecify.annotations.NullMarked;
