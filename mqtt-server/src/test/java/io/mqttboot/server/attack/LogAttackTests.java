package io.mqttboot.server.attack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What strangers and clients say stands in one line of the log if it does at all, moves
 * no cursor there, and what is secret never does.
 */
class LogAttackTests {

	private static final String SECRET = "hunter2-is-secret";

	private static final String[] EVIL = { "a\r\n2026-01-01 ERROR forged", "\u001B[2J\u001B]0;title\u0007",
			"\u202Egnp.exe", "a\u2028b\u2029c", "\u0085next", "\u0001\u007F", "x".repeat(1_000) };

	private static void check(LogLines log) {
		assertThat(log.lines()).isNotEmpty()
			.allSatisfy((line) -> assertThat(line.codePoints()).noneMatch(LogAttackTests::isUnfit))
			.allSatisfy((line) -> assertThat(line).hasSizeLessThan(900).doesNotContain(SECRET));
	}

	private static boolean isUnfit(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

	private static Connect connect(String evil) {
		return Packets.connect(evil).userName(evil).password(SECRET).will("will/" + evil, SECRET, 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void whoever_is_refused_writes_no_line_of_his_own(int answer) {
		for (String evil : EVIL) {
			try (LogLines log = new LogLines(Level.TRACE); ManualBroker broker = refusing(answer, evil)) {
				broker.peer().send(connect(evil)).receive();
				broker.peer().send(Packets.connect("x").property(Property.AUTH_METHOD, evil)).receive();
				broker.peer().send(Packets.connect("x").protocolName(evil)).poll();
				check(log);
			}
		}
	}

	// refuses in words, by failing at once or later, or by nothing that makes sense
	private static ManualBroker refusing(int answer, String evil) {
		return new ManualBroker((builder) -> builder.configure((config) -> config.debug(true))
			.authenticator((request) -> switch (answer) {
				case 0 ->
					CompletableFuture.completedFuture(new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, evil));
				case 1 -> throw new IllegalStateException("no such user: " + request.clientId().length());
				case 2 -> CompletableFuture.failedFuture(new IllegalArgumentException("wrong"));
				default ->
					CompletableFuture.completedFuture(new MqttAuthResult.Challenge(ByteBuffer.allocate(1), null));
			}));
	}

	@Test
	void whoever_is_let_in_writes_no_line_of_his_own() {
		for (String evil : EVIL) {
			try (LogLines log = new LogLines(Level.TRACE);
					ManualBroker broker = new ManualBroker(
							(builder) -> builder.configure((config) -> config.debug(true)))) {
				WirePeer peer = broker.client(connect(evil));
				peer.send(Packets.subscribe(1, evil + "/#/x", 1)).poll();
				broker.client(connect(evil + "2")).send(Packets.publish("$SYS/" + evil, SECRET).qos(1).id(1)).poll();
				broker.client(connect(evil + "3"))
					.send(Packets.publish("$delayed/x/" + evil, SECRET).qos(1).id(1))
					.poll();
				broker.client(connect(evil + "4"))
					.send(Packets.disconnect(0x04).property(Property.REASON_STRING, evil))
					.poll();
				broker.client(connect(evil + "5")).send(Packets.connect(evil)).poll();
				broker.client(connect(evil + "6")); // takes over
				broker.client(connect(evil + "6"));
				check(log);
			}
		}
	}

	@Test
	void a_request_of_http_writes_no_line_of_its_own() {
		for (String evil : EVIL) {
			try (LogLines log = new LogLines(Level.TRACE);
					ManualBroker broker = new ManualBroker((builder) -> builder.configure((config) -> config.debug(true)
						.listeners(List.of(MqttListenerConfig.webSocket("127.0.0.1", 0)))))) {
				byte[] request = ("GET /" + evil + "?token=" + SECRET + " HTTP/1.1\r\nHost: " + evil + "\r\nOrigin: "
						+ evil + "\r\n\r\n")
					.getBytes(StandardCharsets.UTF_8);
				broker.wire(0).send(request);
				broker.wire(0).send(connect(evil).bytes(Version.V5));
				broker.wire(0).send(("PROXY TCP4 " + evil + "\r\n").getBytes(StandardCharsets.UTF_8));
				assertThat(log.lines())
					.allSatisfy((line) -> assertThat(line.codePoints()).noneMatch(LogAttackTests::isUnfit))
					.allSatisfy((line) -> assertThat(line).doesNotContain(SECRET));
			}
		}
	}

}
