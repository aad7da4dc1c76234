package io.mqttboot.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The one table of packets: bytes as they stand on the wire, and what the standard says
 * about them. Start at {@link #all()}.
 */
public final class PacketCases {

	/** The answer that a valid packet has. */
	public static final int VALID = -1;

	private static final List<Packet> ALL = collect();

	private PacketCases() {
	}

	/**
	 * Returns every case.
	 * @return valid and malformed packets of all types, versions and directions
	 */
	public static List<Packet> all() {
		return ALL;
	}

	/**
	 * Returns the cases that a server reads.
	 * @return the packets of clients
	 */
	public static List<Packet> toServer() {
		return ALL.stream().filter(Packet::toServer).toList();
	}

	/**
	 * Returns the bytes of a packet in the notation of this table: hex digits;
	 * {@code "text"} with and {@code 'text'} without its length; {@code [ … ]} with a
	 * variable length in front and <code>{ … }</code> with one of two bytes;
	 * {@code 41*300} for repetition.
	 * @param text the notation
	 * @return the bytes
	 */
	public static byte[] bytes(String text) {
		return PacketCasesText.bytes(text);
	}

	/**
	 * Returns a plain CONNECT of a client {@code c1}, clean, keep-alive 60.
	 * @param level the protocol level, 3 to 5
	 * @return the bytes
	 */
	public static byte[] connect(int level) {
		return bytes(switch (level) {
			case 3 -> "10 [ \"MQIsdp\" 03 02 003C \"c1\" ]";
			case 4 -> "10 [ \"MQTT\" 04 02 003C \"c1\" ]";
			default -> "10 [ \"MQTT\" 05 02 003C 00 \"c1\" ]";
		});
	}

	/**
	 * Returns a plain CONNACK that accepts.
	 * @param level the protocol level, 3 to 5
	 * @return the bytes
	 */
	public static byte[] connack(int level) {
		return bytes((level == 5) ? "20 [ 00 00 00 ]" : "20 [ 00 00 ]");
	}

	private static List<Packet> collect() {
		List<Packet> all = new ArrayList<>();
		all.addAll(PacketCasesConnect.cases());
		all.addAll(PacketCasesPublish.cases());
		all.addAll(PacketCasesSubscribe.cases());
		all.addAll(PacketCasesOther.cases());
		all.addAll(PacketCasesProperties.cases());
		return List.copyOf(all);
	}

	/**
	 * A packet and what it is worth. Its reader has already had a plain CONNECT or
	 * CONNACK of the same level, unless the packet is one.
	 *
	 * @param name what is special about it, unique
	 * @param level the protocol level of the connection: 3, 4 or 5
	 * @param toServer whether a client sends it to a server, else a server to a client
	 * @param answer {@link #VALID}, or the reason code that refuses it; below level 5 the
	 * code that comes nearest
	 * @param bytes the whole packet
	 */
	public record Packet(String name, int level, boolean toServer, int answer, byte[] bytes) {

		public Packet {
			bytes = bytes.clone();
		}

		@Override
		public byte[] bytes() {
			return this.bytes.clone();
		}

		/**
		 * Returns whether the standard allows the packet.
		 * @return whether there is nothing to refuse
		 */
		public boolean valid() {
			return this.answer == VALID;
		}

		/**
		 * Returns whether the packet is the first of its direction.
		 * @return whether it is CONNECT or CONNACK
		 */
		public boolean first() {
			int type = type();
			return this.toServer ? type == 1 : type == 2;
		}

		/**
		 * Returns the packet type.
		 * @return 0 to 15
		 */
		public int type() {
			return (this.bytes[0] & 0xFF) >> 4;
		}

		@Override
		public boolean equals(Object obj) {
			return obj instanceof Packet other && this.name.equals(other.name)
					&& Arrays.equals(this.bytes, other.bytes);
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

		@Override
		public String toString() {
			return "level " + this.level + (this.toServer ? " to server: " : " to client: ") + this.name;
		}

	}

	/** Collects cases of one chapter. */
	static final class Rows {

		private final List<Packet> rows = new ArrayList<>();

		/** Adds a packet that is allowed at the given levels, each digit one level. */
		Rows valid(String levels, String direction, String name, String text) {
			return refused(levels, direction, VALID, name, text);
		}

		/** Adds a packet that is refused at the given levels, each digit one level. */
		Rows refused(String levels, String direction, int answer, String name, String text) {
			for (char level : levels.toCharArray()) {
				for (String side : direction.split("\\+")) {
					this.rows.add(new Packet(name, level - '0', "server".equals(side), answer, bytes(text)));
				}
			}
			return this;
		}

		List<Packet> list() {
			return this.rows;
		}

	}

}
