package io.mqttboot.testkit.wire;

/**
 * The fifteen control packets, by the number in their first byte.
 */
public enum PacketType {

	/** CONNECT. */
	CONNECT,
	/** CONNACK. */
	CONNACK,
	/** PUBLISH. */
	PUBLISH,
	/** PUBACK. */
	PUBACK,
	/** PUBREC. */
	PUBREC,
	/** PUBREL. */
	PUBREL,
	/** PUBCOMP. */
	PUBCOMP,
	/** SUBSCRIBE. */
	SUBSCRIBE,
	/** SUBACK. */
	SUBACK,
	/** UNSUBSCRIBE. */
	UNSUBSCRIBE,
	/** UNSUBACK. */
	UNSUBACK,
	/** PINGREQ. */
	PINGREQ,
	/** PINGRESP. */
	PINGRESP,
	/** DISCONNECT. */
	DISCONNECT,
	/** AUTH. */
	AUTH;

	int number() {
		return ordinal() + 1;
	}

	/** The flags that the standard prescribes; PUBLISH has its own. */
	int flags() {
		return (this == PUBREL || this == SUBSCRIBE || this == UNSUBSCRIBE) ? 0x02 : 0x00;
	}

	/** A packet of this type to be read, if a server may send it. */
	Packet<?> empty() {
		return switch (this) {
			case CONNACK -> new Connack();
			case PUBLISH -> new Publish();
			case PUBACK, PUBREC, PUBREL, PUBCOMP -> new Ack(this);
			case SUBACK, UNSUBACK -> new CodesAck(this);
			case PINGRESP -> new Ping(this);
			case DISCONNECT, AUTH -> new Reasoned(this);
			case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ -> throw new AssertionError("a server sends no " + this);
		};
	}

	/** A packet of this type to be read, if a client may send it. */
	Packet<?> emptyOfClient() {
		return switch (this) {
			case CONNECT -> new Connect();
			case PUBLISH -> new Publish();
			case PUBACK, PUBREC, PUBREL, PUBCOMP -> new Ack(this);
			case SUBSCRIBE -> new Subscribe();
			case UNSUBSCRIBE -> new Unsubscribe();
			case PINGREQ -> new Ping(this);
			case DISCONNECT, AUTH -> new Reasoned(this).ofClient();
			case CONNACK, SUBACK, UNSUBACK, PINGRESP -> throw new AssertionError("a client sends no " + this);
		};
	}

	static PacketType of(int number) {
		ByteReader.check(number != 0, "there is no packet of type 0");
		return values()[number - 1];
	}

}
