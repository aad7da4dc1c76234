package io.mqttboot.testkit.architecture;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;

/**
 * A room of the house: some packages, and the rooms that they may look into. Rooms are
 * listed from the ground up.
 */
enum Room {

	VALUES("io.mqttboot"),

	TOPIC("io.mqttboot.protocol.topic..", VALUES),

	FLOW("io.mqttboot.protocol.flow..", VALUES, TOPIC),

	CODEC("io.mqttboot.protocol.codec..", VALUES, TOPIC, FLOW),

	SCRAM("io.mqttboot.protocol.scram.."),

	SERVER_SPI("io.mqttboot.server.spi..", VALUES, SCRAM),

	SERVER_CONFIG("io.mqttboot.server.config..", VALUES, SERVER_SPI),

	SERVER_PERMISSION("io.mqttboot.server.internal.permission..", VALUES, SERVER_SPI),

	SERVER_ADMISSION("io.mqttboot.server.internal.admission..", VALUES, SERVER_SPI, SERVER_CONFIG),

	SERVER_BROKER("io.mqttboot.server.internal.broker..", CODEC, FLOW, TOPIC, VALUES, SERVER_SPI, SERVER_CONFIG,
			SERVER_PERMISSION),

	SERVER_HANDLER("io.mqttboot.server.internal.handler..", VALUES, SERVER_SPI, SERVER_CONFIG, SERVER_PERMISSION,
			SERVER_ADMISSION, SERVER_BROKER),

	SERVER_WATCH("io.mqttboot.server.internal.watch..", VALUES, SERVER_SPI, SERVER_CONFIG, SERVER_BROKER,
			SERVER_HANDLER),

	SERVER_SESSION("io.mqttboot.server.internal.session..", CODEC, FLOW, TOPIC, VALUES, SERVER_SPI, SERVER_CONFIG,
			SERVER_PERMISSION, SERVER_BROKER),

	SERVER_OVERLOAD("io.mqttboot.server.internal.overload..", VALUES, SERVER_SPI, SERVER_CONFIG, SERVER_BROKER,
			SERVER_SESSION),

	SERVER_CLUSTER("io.mqttboot.server.internal.cluster..", CODEC, FLOW, TOPIC, VALUES, SERVER_SPI, SERVER_CONFIG,
			SERVER_BROKER, SERVER_SESSION),

	SERVER_CONNECTION("io.mqttboot.server.internal.connection..", CODEC, FLOW, TOPIC, VALUES, SERVER_SPI, SERVER_CONFIG,
			SERVER_PERMISSION, SERVER_ADMISSION, SERVER_BROKER, SERVER_SESSION, SERVER_HANDLER),

	SERVER_TRANSPORT("io.mqttboot.server.internal.transport..", CODEC, FLOW, TOPIC, VALUES, SERVER_SPI, SERVER_CONFIG,
			SERVER_ADMISSION, SERVER_BROKER, SERVER_SESSION, SERVER_HANDLER, SERVER_CONNECTION),

	SERVER("io.mqttboot.server", CODEC, FLOW, TOPIC, VALUES, SERVER_SPI, SERVER_CONFIG, SERVER_PERMISSION,
			SERVER_ADMISSION, SERVER_BROKER, SERVER_SESSION, SERVER_HANDLER, SERVER_OVERLOAD, SERVER_CLUSTER,
			SERVER_CONNECTION, SERVER_TRANSPORT, SERVER_WATCH),

	// gauges are read from the facade; nothing of the engine knows that it is measured
	SERVER_METRICS("io.mqttboot.server.metrics..", VALUES, SERVER_SPI, SERVER),

	CLIENT_SPI("io.mqttboot.client.spi..", VALUES, SCRAM),

	CLIENT_CONFIG("io.mqttboot.client.config..", VALUES, CLIENT_SPI),

	CLIENT_SESSION("io.mqttboot.client.internal.session..", CODEC, FLOW, TOPIC, VALUES, CLIENT_SPI, CLIENT_CONFIG),

	CLIENT_JOURNAL("io.mqttboot.client.internal.journal..", VALUES, CLIENT_SPI, CLIENT_CONFIG, CLIENT_SESSION),

	CLIENT_CONNECTION("io.mqttboot.client.internal.connection..", CODEC, FLOW, TOPIC, VALUES, CLIENT_SPI, CLIENT_CONFIG,
			CLIENT_SESSION),

	CLIENT("io.mqttboot.client", CODEC, FLOW, TOPIC, VALUES, CLIENT_SPI, CLIENT_CONFIG, CLIENT_SESSION, CLIENT_JOURNAL,
			CLIENT_CONNECTION),

	CLIENT_METRICS("io.mqttboot.client.metrics..", VALUES, CLIENT_SPI, CLIENT),

	SPRING_OBSERVATION("io.mqttboot.spring.observation..", VALUES),

	// no Boot; the server is there for listeners without a socket
	SPRING("io.mqttboot.spring", VALUES, CLIENT_SPI, CLIENT_CONFIG, CLIENT, SERVER_SPI, SERVER, SPRING_OBSERVATION),

	SPRING_LISTENER("io.mqttboot.spring.listener..", VALUES, CLIENT_SPI, CLIENT_CONFIG, CLIENT, SERVER_SPI, SERVER,
			SPRING_OBSERVATION, SPRING),

	SPRING_METRICS("io.mqttboot.spring.metrics..", VALUES, SPRING, SPRING_LISTENER),

	SPRING_SERVICE("io.mqttboot.spring.service..", VALUES, CLIENT_SPI, CLIENT_CONFIG, CLIENT, SPRING),

	// the HTTP API, on either web stack
	SPRING_WEB("io.mqttboot.spring.web..", VALUES, SERVER_SPI, SERVER_CONFIG, SERVER),

	// what annotations switch on
	SPRING_ANNOTATION("io.mqttboot.spring.annotation..", VALUES, CLIENT_SPI, CLIENT_CONFIG, CLIENT, SERVER_SPI, SERVER,
			SPRING, SPRING_LISTENER, SPRING_SERVICE);

	private final String packages;

	private final List<Room> below;

	Room(String packages, Room... below) {
		this.packages = packages;
		this.below = List.of(below);
	}

	/**
	 * Returns the packages of this room.
	 * @return a pattern as ArchUnit reads it
	 */
	String packages() {
		return this.packages;
	}

	/**
	 * Returns the rooms that this one may look into.
	 * @return the rooms, without itself
	 */
	List<Room> below() {
		return this.below;
	}

	/**
	 * Returns all that this room may look into.
	 * @return patterns of packages, its own among them
	 */
	Set<String> visible() {
		Set<String> visible = new LinkedHashSet<>(Set.of(this.packages));
		this.below.forEach((room) -> visible.add(room.packages));
		return visible;
	}

	/**
	 * Returns whether this room has a class.
	 * @param type the class
	 * @return whether its package is one of this room's
	 */
	boolean holds(JavaClass type) {
		return PackageMatcher.of(this.packages).matches(type.getPackageName());
	}

}
