package io.mqttboot.server.limits;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttBanPolicy;
import io.mqttboot.server.config.MqttFlapping;
import io.mqttboot.server.config.MqttForwarding;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Who is kept out: by client identifier, user and address, and by connecting too often.
 */
class BanTests {

	private static final int BANNED = 0x8A;

	// in DISCONNECT, which has no word for banned
	private static final int ADMINISTRATIVE = 0x98;

	private static final int BAD_LOGIN = 0x86;

	private static final String HERE = "192.0.2.1";

	private final Tally tally = new Tally();

	private final List<String> asked = new ArrayList<>();

	// whom authentication does not answer yet
	private final List<CompletableFuture<MqttAuthResult>> late = new ArrayList<>();

	private ManualBroker broker(UnaryOperator<MqttServerConfig.Builder> set) {
		return new ManualBroker(
				(builder) -> builder.observer(this.tally).authenticator(this::authenticate).configure(set::apply));
	}

	// a user is who knows his name backwards
	private CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		this.asked.add(request.clientId());
		String user = String.valueOf(request.userName());
		if (user.equals("late")) {
			this.late.add(new CompletableFuture<>());
			return this.late.get(this.late.size() - 1);
		}
		ByteBuffer password = request.password();
		boolean right = password != null && password.equals(ByteBuffer
			.wrap(new StringBuilder(user).reverse().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
		return CompletableFuture.completedFuture(right ? new MqttAuthResult.Accepted(user, null)
				: new MqttAuthResult.Refused(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD, "wrong"));
	}

	private static Connect login(Version version, String clientId, String user) {
		return Packets.connect(version, clientId).userName(user).password(new StringBuilder(user).reverse().toString());
	}

	private static Connect login(String clientId, String user) {
		return login(Version.V5, clientId, user);
	}

	private static int code(Version version) {
		return (version == Version.V5) ? BANNED : 5;
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_banned_client_identifier_is_refused_before_anybody_is_asked(Version version) {
		try (ManualBroker broker = broker((config) -> config)) {
			broker.bans().add(MqttBan.ofClientId("banned"));
			broker.peer(HERE).send(login(version, "banned", "bob")).isRefused(code(version));
			assertThat(this.asked).isEmpty();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.BANNED, 1));
			broker.peer(HERE).connects(login(version, "other", "bob"));
			assertThat(broker.bans().remove(MqttBan.ofClientId("banned"))).isTrue();
			broker.peer(HERE).connects(login(version, "banned", "bob"));
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_banned_user_is_refused_when_it_is_known_who_he_is(Version version) {
		try (ManualBroker broker = broker((config) -> config)) {
			broker.bans().add(MqttBan.ofUser("eve"));
			broker.peer(HERE).send(login(version, "client", "eve")).isRefused(code(version));
			broker.peer(HERE).connects(login(version, "client", "bob"));
		}
	}

	@Test
	void who_only_says_that_he_is_a_banned_user_learns_nothing() {
		try (ManualBroker broker = broker((config) -> config)) {
			broker.bans().add(MqttBan.ofUser("eve"));
			broker.peer(HERE).send(login("client", "eve").password("guessed")).isRefused(BAD_LOGIN);
			broker.peer(HERE).send(login("client", "bob").password("guessed")).isRefused(BAD_LOGIN);
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD, 2));
		}
	}

	@Test
	void a_banned_address_is_closed_when_it_comes() {
		try (ManualBroker broker = broker((config) -> config)) {
			broker.bans().add(MqttBan.ofAddress("192.0.2.0/24"));
			broker.peer(HERE).isClosed();
			broker.peer("192.0.3.1").connects(login("client", "bob"));
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.BANNED, 1));
			assertThat(this.asked).hasSize(1);
		}
	}

	@Test
	void an_address_is_banned_behind_a_proxy_also_and_the_proxy_is_not() {
		try (ManualBroker broker = broker(
				(config) -> config.forwarding(new MqttForwarding(List.of("198.51.100.1"), true, false)))) {
			broker.bans().add(MqttBan.ofAddress(HERE));
			byte[] header = ("PROXY TCP4 " + HERE + " 198.51.100.2 40000 1883\r\n")
				.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
			broker.peer("198.51.100.1").send(header).isClosed();
			byte[] other = ("PROXY TCP4 192.0.2.9 198.51.100.2 40000 1883\r\n")
				.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
			broker.peer("198.51.100.1").send(other).connects(login("client", "bob"));
		}
	}

	@Test
	void whom_a_ban_hits_is_disconnected_at_once_and_nobody_else() {
		try (ManualBroker broker = broker((config) -> config)) {
			WirePeer byId = peer(broker, HERE, login("by-id", "bob"));
			WirePeer byUser = peer(broker, HERE, login("by-user", "eve"));
			WirePeer byUser3 = peer(broker, HERE, login(Version.V3_1_1, "by-user-3", "eve"));
			WirePeer byAddress = peer(broker, "203.0.113.9", login("by-address", "bob"));
			WirePeer other = peer(broker, HERE, login("other", "bob"));
			broker.bans().add(MqttBan.ofClientId("by-id"));
			broker.run();
			byId.isDisconnected(ADMINISTRATIVE);
			broker.bans().add(MqttBan.ofUser("eve"));
			broker.run();
			byUser.isDisconnected(ADMINISTRATIVE);
			byUser3.isDisconnected();
			broker.bans().add(MqttBan.ofAddress("203.0.113.0/24"));
			broker.run();
			byAddress.isDisconnected(ADMINISTRATIVE);
			other.receivesNothing();
			assertThat(this.tally.disconnected()).containsExactlyInAnyOrder("by-id ADMINISTRATIVE_ACTION",
					"by-user ADMINISTRATIVE_ACTION", "by-user-3 ADMINISTRATIVE_ACTION",
					"by-address ADMINISTRATIVE_ACTION");
		}
	}

	private static WirePeer peer(ManualBroker broker, String address, Connect connect) {
		WirePeer peer = broker.peer(address);
		peer.connects(connect);
		return peer;
	}

	@Test
	void who_is_banned_while_he_is_being_authenticated_does_not_get_in() {
		try (ManualBroker broker = broker((config) -> config)) {
			WirePeer byId = broker.peer(HERE).send(login("by-id", "late"));
			WirePeer byAddress = broker.peer("203.0.113.9").send(login("by-address", "late"));
			broker.bans().add(MqttBan.ofClientId("by-id"));
			broker.bans().add(MqttBan.ofAddress("203.0.113.9"));
			this.late.forEach((answer) -> answer.complete(new MqttAuthResult.Accepted("late", null)));
			byId.isRefused(BANNED);
			byAddress.isRefused(BANNED);
			assertThat(this.tally.connected()).isEmpty();
		}
	}

	@Test
	void who_is_banned_while_his_session_is_on_its_way_to_him_is_disconnected() {
		try (ManualBroker broker = broker((config) -> config)) {
			WirePeer first = broker.client(login("client", "bob").sessionExpiry(100), 0);
			ManualWire wire = broker.wire(1);
			WirePeer second = new WirePeer(wire);
			broker.byHand(true);
			second.send(login("client", "bob").resume().sessionExpiry(100));
			while (wire.arrives() || broker.stepLoop(1)) {
				// CONNECT is read
			}
			broker.step(new Random(0)); // authenticated
			while (broker.stepLoop(1)) {
				// and asks for the session
			}
			assertThat(this.asked).hasSize(2);
			assertThat(this.tally.connected()).hasSize(1);
			broker.bans().add(MqttBan.ofClientId("client"));
			broker.byHand(false);
			broker.run();
			first.receive();
			first.isClosed();
			assertThat(second.receive(Connack.class).sessionPresent()).isTrue();
			second.isDisconnected(ADMINISTRATIVE);
		}
	}

	@Test
	void a_ban_ends_and_its_client_comes_back_to_its_session() {
		try (ManualBroker broker = broker((config) -> config)) {
			WirePeer client = peer(broker, HERE, login("client", "bob").sessionExpiry(1_000));
			client.subscribes("t", 1);
			broker.bans().add(MqttBan.ofClientId("client").withUntil(Instant.ofEpochSecond(1_700_000_060)));
			broker.run();
			client.isDisconnected(ADMINISTRATIVE);
			broker.advance(Duration.ofSeconds(50));
			broker.peer(HERE).send(login("client", "bob").resume()).isRefused(BANNED);
			broker.advance(Duration.ofSeconds(11));
			assertThat(broker.peer(HERE).connects(login("client", "bob").resume()).sessionPresent()).isTrue();
			assertThat(broker.bans().list()).isEmpty();
		}
	}

	@Test
	void those_of_the_configuration_are_there_from_the_start_and_too_many_are_an_error() {
		MqttBanPolicy policy = new MqttBanPolicy(List.of(MqttBan.ofClientId("banned"), MqttBan.ofAddress("10.0.0.0/8")),
				3, MqttFlapping.OFF);
		try (ManualBroker broker = broker((config) -> config.bans(policy))) {
			broker.peer("10.0.0.1").isClosed();
			broker.peer(HERE).send(login("banned", "bob")).isRefused(BANNED);
			broker.bans().add(MqttBan.ofUser("eve"));
			assertThatIllegalStateException().isThrownBy(() -> broker.bans().add(MqttBan.ofUser("mallory")));
			assertThat(broker.bans().list()).hasSize(3);
		}
	}

	// ------ flapping

	private static UnaryOperator<MqttServerConfig.Builder> flapping(int connects) {
		return (config) -> config.bans(new MqttBanPolicy(List.of(), 10,
				new MqttFlapping(connects, Duration.ofSeconds(60), Duration.ofMinutes(5))));
	}

	@Test
	void a_client_that_connects_too_often_is_kept_out_for_a_while() {
		try (ManualBroker broker = broker(flapping(3))) {
			for (int i = 0; i < 3; i++) {
				peer(broker, HERE, login("client", "bob")).leaves();
			}
			broker.peer(HERE).send(login("client", "bob")).isRefused(BANNED);
			broker.peer("203.0.113.1").send(login("client", "bob")).isRefused(BANNED);
			assertThat(this.tally.flapped()).containsExactly("client of bob");
			assertThat(broker.bans().list()).singleElement().satisfies((ban) -> {
				assertThat(ban.clientId()).isEqualTo("client");
				assertThat(ban.user()).isEqualTo("bob");
				assertThat(ban.network()).isNull();
				assertThat(ban.reason()).isNotEmpty();
			});
			peer(broker, HERE, login("other", "bob")).receivesNothing();
			broker.advance(Duration.ofMinutes(5));
			peer(broker, HERE, login("client", "bob")).receivesNothing();
		}
	}

	@Test
	void two_clients_that_throw_each_other_out_are_both_gone() {
		try (ManualBroker broker = broker(flapping(3))) {
			WirePeer last = peer(broker, HERE, login("client", "bob"));
			last = peer(broker, HERE, login("client", "bob"));
			last = peer(broker, HERE, login("client", "bob"));
			broker.peer(HERE).send(login("client", "bob")).isRefused(BANNED);
			last.isDisconnected(ADMINISTRATIVE);
		}
	}

	@Test
	void nobody_gets_a_strangers_client_identifier_banned() {
		try (ManualBroker broker = broker(flapping(3))) {
			WirePeer owner = peer(broker, HERE, login("client", "bob"));
			for (int i = 0; i < 5; i++) {
				broker.peer(HERE).send(login("client", "bob").password("guessed")).isRefused(BAD_LOGIN);
			}
			owner.receivesNothing().leaves();
			for (int i = 0; i < 3; i++) {
				peer(broker, HERE, login("client", "eve")).leaves();
			}
			broker.peer(HERE).send(login("client", "eve")).isRefused(BANNED);
			peer(broker, HERE, login("client", "bob")).receivesNothing();
		}
	}

	@Test
	void where_nobody_authenticates_the_address_is_banned_with_the_client_identifier() {
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.observer(this.tally).configure(flapping(3)::apply))) {
			for (int i = 0; i < 3; i++) {
				peer(broker, HERE, Packets.connect("client")).leaves();
			}
			broker.peer(HERE).send(Packets.connect("client")).isRefused(BANNED);
			peer(broker, HERE, Packets.connect("other")).receivesNothing();
			peer(broker, "203.0.113.1", Packets.connect("client")).receivesNothing();
		}
	}

	@Test
	void nobody_is_banned_for_it_by_default() {
		try (ManualBroker broker = broker((config) -> config)) {
			for (int i = 0; i < 100; i++) {
				peer(broker, HERE, login("client", "bob")).leaves();
			}
			assertThat(broker.bans().list()).isEmpty();
		}
	}

}
