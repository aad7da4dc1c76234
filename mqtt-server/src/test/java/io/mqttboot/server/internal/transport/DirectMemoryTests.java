package io.mqttboot.server.internal.transport;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DirectMemoryTests {

	private static final long HEAP = 1_000_000;

	@ParameterizedTest
	@CsvSource({ "4096, 4096", "8k, 8192", "8K, 8192", "64m, 67108864", "2G, 2147483648", "1t, 1099511627776",
			"0, 1000000" })
	void the_limit_is_what_the_jvm_was_told(String told, long bytes) {
		List<String> arguments = List.of("-Xmx1g", "-XX:MaxDirectMemorySize=" + told);
		assertThat(DirectMemory.max(0, arguments, HEAP)).isEqualTo(bytes);
		assertThat(DirectMemory.max(5_000, arguments, HEAP)).isEqualTo(5_000);
	}

	@Test
	void untold_it_is_as_much_as_the_heap() {
		assertThat(DirectMemory.max(0, List.of("-Xmx1g"), HEAP)).isEqualTo(HEAP);
	}

	@Test
	void what_buffers_hold_is_seen() {
		PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);
		DirectMemory memory = new DirectMemory(allocator);
		int before = memory.percent();
		int size = (int) (Runtime.getRuntime().maxMemory() / 20);
		ByteBuf buffer = allocator.directBuffer(size);
		try {
			assertThat(memory.percent()).isBetween(Math.max(4, before), 100);
		}
		finally {
			buffer.release();
		}
	}

}
