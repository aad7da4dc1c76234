package io.mqttboot.server.internal.transport;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

import io.mqttboot.server.attack.LogLines;
import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.tls.Pki;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contexts of TLS, by the JVM and, in a run of its own, by OpenSSL.
 */
@Tag("tls")
class TlsContextTests {

	private final Pki pki = new Pki("authority");

	private final AtomicReference<@Nullable MqttTlsKeys> keys = new AtomicReference<>(fresh());

	private MqttTlsKeys fresh() {
		return this.pki.keys(this.pki.issue("CN=server", "localhost"));
	}

	@SuppressWarnings("NullAway") // what breaks the contract is what is tested
	private Supplier<MqttTlsKeys> supplier() {
		return this.keys::get;
	}

	private TlsContext context() throws SSLException {
		return new TlsContext(MqttServerTls.of(supplier()), supplier());
	}

	private static String provider(TlsContext context) {
		SslHandler handler = context.newHandler(ByteBufAllocator.DEFAULT);
		try {
			return handler.engine().getClass().getSimpleName();
		}
		finally {
			ReferenceCountUtil.release(handler.engine());
		}
	}

	@Test
	void the_provider_is_the_one_that_this_run_is_for() throws SSLException {
		boolean openSsl = Boolean.getBoolean("tls.openssl");
		assertThat(OpenSsl.isAvailable()).isEqualTo(openSsl);
		try (TlsContext context = context()) {
			assertThat(provider(context).contains("OpenSsl")).isEqualTo(openSsl);
		}
	}

	@Test
	void a_context_that_was_replaced_is_let_go_of_with_its_last_connection() throws SSLException {
		try (TlsContext context = context()) {
			Object former = context.current();
			SslHandler open = context.newHandler(ByteBufAllocator.DEFAULT);
			ReferenceCountUtil.release(former);
			int all = ReferenceCountUtil.refCnt(former);
			this.keys.set(fresh());
			Object renewed = context.current();
			assertThat(renewed).isNotSameAs(former);
			ReferenceCountUtil.release(renewed);
			assertThat(ReferenceCountUtil.refCnt(former)).isEqualTo(OpenSsl.isAvailable() ? all - 1 : all);
			ReferenceCountUtil.release(open.engine());
			assertThat(ReferenceCountUtil.refCnt(former)).isEqualTo(OpenSsl.isAvailable() ? 0 : all);
		}
	}

	@Test
	void keys_that_cannot_be_used_or_had_leave_the_former_in_place_and_are_said_once() throws Exception {
		KeyManagerFactory empty = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		try (TlsContext context = context(); LogLines log = new LogLines()) {
			Object former = context.current();
			this.keys.set(new MqttTlsKeys(empty, null));
			assertThat(provider(context)).isEqualTo(provider(context));
			this.keys.set(null);
			assertThat(provider(context)).isEqualTo(provider(context));
			Object still = context.current();
			assertThat(still).isSameAs(former);
			assertThat(log.lines()).filteredOn((line) -> line.startsWith("ERROR"))
				.hasSize(2)
				.allMatch((line) -> line.contains("the former ones stay"));
			this.keys.set(fresh());
			Object renewed = context.current();
			assertThat(renewed).isNotSameAs(former);
			ReferenceCountUtil.release(renewed);
			ReferenceCountUtil.release(still);
			ReferenceCountUtil.release(former);
		}
	}

	@Test
	void who_asks_for_certificates_has_to_trust_somebody() {
		MqttTlsKeys trusting = fresh();
		MqttTlsKeys nobody = new MqttTlsKeys(trusting.keys(), null);
		for (MqttClientAuth auth : new MqttClientAuth[] { MqttClientAuth.WANT, MqttClientAuth.NEED }) {
			MqttServerTls config = MqttServerTls.of(() -> nobody).withClientAuth(auth);
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> new TlsContext(config, () -> nobody))
				.withMessageContaining("no authority is trusted");
		}
	}

}
