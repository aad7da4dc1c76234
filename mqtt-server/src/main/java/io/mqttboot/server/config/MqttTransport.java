package io.mqttboot.server.config;

/**
 * Which of Netty's transports carries the sockets.
 */
public enum MqttTransport {

	/** Epoll where its native library is on the class path and loads, NIO otherwise. */
	AUTO,

	/** Plain Java. */
	NIO,

	/** Linux epoll; the start fails where it cannot be loaded. */
	EPOLL,

	/** Linux io_uring; the start fails where it cannot be loaded. */
	IO_URING

}
