@NullMarked
package io.mqttboot.client.conformance;

import org.jspecify.annotations.NullMarked;
