/**
 * The Java that the documentation shows, compiled. {@code DocumentationTests} finds each
 * block of the pages in these files.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.snippets;

import org.jspecify.annotations.NullMarked;
