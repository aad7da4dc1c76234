package io.mqttboot.testkit.leak;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakRecorderTests {

	@Test
	void a_buffer_that_nobody_released_is_found_with_the_place_of_its_last_use() {
		dropWithoutRelease();
		assertThat(LeakRecorder.take()).singleElement()
			.asString()
			.contains("ByteBuf", "LeakRecorderTests.dropWithoutRelease");
	}

	@Test
	void a_released_buffer_is_no_leak() {
		UnpooledByteBufAllocator.DEFAULT.buffer(16).writeInt(42).release();
		assertThat(LeakRecorder.take()).isEmpty();
	}

	private static void dropWithoutRelease() {
		ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(16);
		buffer.writeInt(42);
	}

}
