package io.mqttboot.server.internal.transport;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

import io.netty.buffer.PooledByteBufAllocator;

/**
 * How much memory outside the heap the buffers of connections hold, of what there may be.
 */
final class DirectMemory {

	private static final String LIMIT_OF_JVM = "-XX:MaxDirectMemorySize=";

	private final PooledByteBufAllocator allocator;

	private final long max;

	DirectMemory(PooledByteBufAllocator allocator) {
		this.allocator = allocator;
		this.max = max(Long.getLong("io.netty.maxDirectMemory", 0),
				ManagementFactory.getRuntimeMXBean().getInputArguments(), Runtime.getRuntime().maxMemory());
	}

	/** Returns the percentage in use. */
	int percent() {
		// Netty may take memory past the JVM, and the JVM's may be used past Netty
		long used = Math.max(this.allocator.metric().usedDirectMemory(), usedOfJvm());
		return (int) Math.min(100, 100 * used / Math.max(1, this.max));
	}

	private static long usedOfJvm() {
		for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
			if (pool.getName().equals("direct")) {
				return pool.getMemoryUsed();
			}
		}
		return 0;
	}

	/**
	 * Finds how much there may be: what Netty was told, or the JVM, or as much as the
	 * heap.
	 */
	static long max(long toldNetty, List<String> jvmArguments, long heapMax) {
		if (toldNetty > 0) {
			return toldNetty;
		}
		return jvmArguments.stream()
			.filter((argument) -> argument.startsWith(LIMIT_OF_JVM))
			.mapToLong((argument) -> bytes(argument.substring(LIMIT_OF_JVM.length())))
			.filter((told) -> told > 0)
			.reduce(heapMax, (earlier, later) -> later);
	}

	// as the JVM reads it, which refuses to start with anything else
	private static long bytes(String text) {
		int unit = "kmgt".indexOf(text.toLowerCase(Locale.ROOT).charAt(text.length() - 1));
		return (unit < 0) ? Long.parseLong(text)
				: Long.parseLong(text.substring(0, text.length() - 1)) << (10 * (unit + 1));
	}

}
