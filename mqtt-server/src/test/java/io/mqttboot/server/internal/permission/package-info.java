@org.jspecify.annotations.NullMarked
package io.mqttboot.server.internal.permission;
