package io.mqttboot.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * IP addresses that begin alike: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single
 * one. Immutable; equal to another of the same addresses. An IPv4 address written as an
 * IPv6 one is the IPv4 address.
 */
public final class MqttNetwork {

	private static final int BITS_4 = 32;

	private static final int BITS_6 = 128;

	// an IPv4 address has the first half of the first number
	private final long high;

	private final long low;

	private final int bits;

	private final boolean ipv6;

	private MqttNetwork(long high, long low, int bits, boolean ipv6) {
		this.high = high & mask(bits);
		this.low = low & mask(bits - Long.SIZE);
		this.bits = bits;
		this.ipv6 = ipv6;
	}

	private static long mask(int ones) {
		if (ones <= 0) {
			return 0;
		}
		return (ones >= Long.SIZE) ? -1 : -1L << (Long.SIZE - ones);
	}

	/**
	 * Reads an address or a network; no name is looked up.
	 * @param text an IP address, or one with {@code /} and the number of bits that count
	 * @return the network
	 * @throws IllegalArgumentException if it is neither
	 */
	public static MqttNetwork of(String text) {
		int slash = text.indexOf('/');
		InetAddress address = address((slash >= 0) ? text.substring(0, slash) : text);
		if (address == null) {
			throw new IllegalArgumentException("'" + text + "' is no IP address and no network");
		}
		if (slash < 0) {
			return of(address);
		}
		try {
			return of(address, Integer.parseInt(text.substring(slash + 1)));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'" + text + "' is no network", ex);
		}
	}

	/**
	 * Returns a single address.
	 * @param address the address
	 * @return the network that has no other
	 */
	public static MqttNetwork of(InetAddress address) {
		byte[] bytes = bytes(address);
		return of(bytes, bytes.length * Byte.SIZE);
	}

	/**
	 * Returns the addresses that begin as another one.
	 * @param address the address
	 * @param bits how many bits count
	 * @return the network
	 * @throws IllegalArgumentException if an address has not so many bits
	 */
	public static MqttNetwork of(InetAddress address, int bits) {
		byte[] bytes = bytes(address);
		if (bits < 0 || bits > bytes.length * Byte.SIZE) {
			throw new IllegalArgumentException(address.getHostAddress() + " has no " + bits + " bits");
		}
		return of(bytes, bits);
	}

	private static MqttNetwork of(byte[] bytes, int bits) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return (bytes.length == 4) ? new MqttNetwork((long) buffer.getInt() << Integer.SIZE, 0, bits, false)
				: new MqttNetwork(buffer.getLong(), buffer.getLong(), bits, true);
	}

	// The system may show an IPv4 address in the form ::ffff:a.b.c.d.
	private static byte[] bytes(InetAddress address) {
		byte[] bytes = address.getAddress();
		if (bytes.length == 4) {
			return bytes;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		boolean mapped = buffer.getLong() == 0 && buffer.getInt() == 0xFFFF;
		return mapped ? new byte[] { bytes[12], bytes[13], bytes[14], bytes[15] } : bytes;
	}

	// What is no literal must not reach the resolver.
	private static @Nullable InetAddress address(String text) {
		try {
			if (text.indexOf(':') >= 0) {
				return (text.indexOf('%') < 0 && text.charAt(0) != '[') ? InetAddress.getByName(text) : null;
			}
			String[] parts = text.split("\\.", -1);
			byte[] bytes = new byte[4];
			if (parts.length != bytes.length) {
				return null;
			}
			for (int i = 0; i < bytes.length; i++) {
				int value = decimal(parts[i]);
				if (value < 0 || value > 255) {
					return null;
				}
				bytes[i] = (byte) value;
			}
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	// one to three digits, -1 for anything else
	private static int decimal(String text) {
		if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return -1;
		}
		return Integer.parseInt(text);
	}

	/**
	 * Returns whether an address is one of these.
	 * @param address the address
	 * @return whether it is
	 */
	public boolean contains(InetAddress address) {
		byte[] bytes = bytes(address);
		return (bytes.length == 4) != this.ipv6 && of(bytes, this.bits).equals(this);
	}

	/**
	 * Returns how many bits count.
	 * @return 0 to 32, for IPv6 to 128
	 */
	public int bits() {
		return this.bits;
	}

	/**
	 * Returns whether the addresses are of IPv6.
	 * @return whether they are
	 */
	public boolean isIpv6() {
		return this.ipv6;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof MqttNetwork other && this.high == other.high && this.low == other.low
				&& this.bits == other.bits && this.ipv6 == other.ipv6;
	}

	@Override
	public int hashCode() {
		long mixed = (this.high * 31 + this.low) * 0x9E37_79B9_7F4A_7C15L;
		return (int) (mixed >>> Integer.SIZE) + this.bits;
	}

	@Override
	public String toString() {
		ByteBuffer bytes = this.ipv6 ? ByteBuffer.allocate(16).putLong(this.high).putLong(this.low)
				: ByteBuffer.allocate(4).putInt((int) (this.high >>> Integer.SIZE));
		try {
			String address = InetAddress.getByAddress(bytes.array()).getHostAddress();
			return (this.bits == (this.ipv6 ? BITS_6 : BITS_4)) ? address : address + "/" + this.bits;
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex); // four or sixteen bytes are always an
													// address
		}
	}

}
