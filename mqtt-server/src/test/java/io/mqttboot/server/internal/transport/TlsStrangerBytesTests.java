package io.mqttboot.server.internal.transport;

import java.nio.ByteBuffer;
import java.util.Map;

import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.pkitesting.CertificateBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How much memory somebody costs who begins TLS and never ends, in bytes that are held
 * between two reads.
 */
class TlsStrangerBytesTests {

	private static final long BYTES_MAX = 64 * 1024;

	private static final int RECORD = 16_384;

	private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private void open(boolean named) throws Exception {
		MqttTlsKeys keys = new MqttTlsKeys(new CertificateBuilder().ecp256()
			.subject("CN=server")
			.setIsCertificateAuthority(true)
			.buildSelfSigned()
			.toKeyManagerFactory(), null);
		MqttServerTls tls = MqttServerTls.of(() -> keys);
		this.channel.config().setAllocator(this.memory);
		this.channel.pipeline()
			.addLast(new TlsGate(named ? tls.withServerNames(Map.of("other", () -> keys)) : tls, 60_000)
				.handler(this.memory));
	}

	@AfterEach
	void release() {
		try {
			this.channel.finishAndReleaseAll();
		}
		catch (Exception ex) {
			assertThat(ex).as("the handshake was not over").hasMessageContaining("handshake");
		}
	}

	// one record of a ClientHello of 16 megabytes
	private static byte[] record(boolean first) {
		ByteBuffer record = ByteBuffer.allocate(5 + RECORD).put((byte) 22).putShort((short) 0x0301);
		record.putShort((short) RECORD);
		if (first) {
			record.putInt(0x01FF_FFFF).putShort((short) 0x0303);
		}
		return record.array();
	}

	@ParameterizedTest
	@CsvSource({ "true, 100", "true, 16389", "false, 100", "false, 16389" })
	void a_client_hello_without_end(boolean named, int piece) throws Exception {
		open(named);
		assertThatExceptionOfType(DecoderException.class).isThrownBy(() -> {
			for (int i = 0; i < 20; i++) {
				byte[] record = record(i == 0);
				for (int at = 0; at < record.length; at += piece) {
					this.channel.writeInbound(Unpooled.copiedBuffer(record, at, Math.min(piece, record.length - at)));
					assertThat(held()).isLessThanOrEqualTo(BYTES_MAX);
				}
			}
		});
	}

	private long held() {
		return this.memory.metric().usedHeapMemory() + this.memory.metric().usedDirectMemory();
	}

}
