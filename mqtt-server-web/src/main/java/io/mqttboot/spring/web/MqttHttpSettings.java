package io.mqttboot.spring.web;

import java.util.List;

/**
 * How the HTTP API is set up.
 *
 * @param basePath what all of its paths begin with, as {@code /api/v1}
 * @param guardedPaths other paths that are let in by the same gate, with all below them
 * @param bodyBytesMax the largest body of a request
 * @param batchMax the most entries of a batch
 * @param pageMax the most entries of a page
 * @param listenersMax the most listeners to server-sent events at a time
 * @param listenerQueueMax the most events that wait for one listener
 */
public record MqttHttpSettings(String basePath, List<String> guardedPaths, long bodyBytesMax, int batchMax, int pageMax,
		int listenersMax, int listenerQueueMax) {

	/**
	 * Checks.
	 */
	public MqttHttpSettings {
		guardedPaths = List.copyOf(guardedPaths);
		if (!basePath.startsWith("/") || basePath.endsWith("/")) {
			throw new IllegalArgumentException("the base path must begin with a slash, and end with none");
		}
		if (bodyBytesMax < 1 || batchMax < 1 || pageMax < 1 || listenersMax < 1 || listenerQueueMax < 1) {
			throw new IllegalArgumentException("limits must be 1 or more");
		}
	}

}
