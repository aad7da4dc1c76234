package io.mqttboot.server.internal.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;

import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttBanPolicy;
import io.mqttboot.server.config.MqttFlapping;
import io.mqttboot.server.config.MqttNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BansTests {

	private long now = 1_700_000_000_000L;

	private final Bans bans = new Bans(new MqttBanPolicy(List.of(), 4, MqttFlapping.OFF), () -> this.now);

	private boolean hits(@Nullable String clientId, @Nullable String user, @Nullable String address) {
		try {
			return this.bans.find(clientId, user, (address != null) ? InetAddress.getByName(address) : null) != null;
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@Test
	void a_ban_hits_who_has_all_that_it_names() {
		this.bans.add(new MqttBan("id", "user", null, null, ""));
		assertThat(hits("id", "user", "192.0.2.1")).isTrue();
		assertThat(hits("id", "other", "192.0.2.1")).isFalse();
		assertThat(hits("id", null, "192.0.2.1")).isFalse();
		assertThat(hits("other", "user", null)).isFalse();
		this.bans.add(new MqttBan("id", null, MqttNetwork.of("10.0.0.0/8"), null, ""));
		assertThat(hits("id", null, "10.1.2.3")).isTrue();
		assertThat(hits("other", "user", "10.1.2.3")).isFalse();
		assertThat(hits(null, null, "10.1.2.3")).isFalse();
		this.bans.add(new MqttBan(null, "user", MqttNetwork.of("2001:db8::/32"), null, ""));
		assertThat(hits("any", "user", "2001:db8::1")).isTrue();
		assertThat(hits("any", null, "2001:db8::1")).isFalse();
	}

	@Test
	void a_client_that_names_itself_as_a_user_is_not_that_user() {
		this.bans.add(MqttBan.ofUser("same"));
		this.bans.add(MqttBan.ofClientId("other"));
		assertThat(hits("same", "other", null)).isFalse();
		assertThat(hits("any", "same", null)).isTrue();
		assertThat(hits("other", null, null)).isTrue();
	}

	@Test
	void an_address_is_found_in_networks_of_any_length() {
		this.bans.add(MqttBan.ofAddress("192.0.2.7"));
		this.bans.add(MqttBan.ofAddress("10.0.0.0/8"));
		this.bans.add(MqttBan.ofAddress("2001:db8::/32"));
		assertThat(hits(null, null, "192.0.2.7")).isTrue();
		assertThat(hits(null, null, "192.0.2.8")).isFalse();
		assertThat(hits("any", "any", "10.255.1.1")).isTrue();
		assertThat(hits(null, null, "2001:db8:ffff::1")).isTrue();
		assertThat(hits(null, null, "2001:db9::1")).isFalse();
		assertThat(this.bans.remove(MqttBan.ofAddress("10.9.9.9/8"))).isTrue();
		assertThat(hits("any", "any", "10.255.1.1")).isFalse();
		assertThat(hits(null, null, "192.0.2.7")).isTrue();
	}

	@Test
	void a_ban_ends_in_its_time() {
		MqttBan ban = MqttBan.ofClientId("id").withUntil(Instant.ofEpochMilli(this.now + 1_000));
		this.bans.add(ban);
		this.now += 999;
		assertThat(hits("id", null, null)).isTrue();
		assertThat(this.bans.list()).containsExactly(ban);
		this.now += 1;
		assertThat(hits("id", null, null)).isFalse();
		assertThat(this.bans.list()).isEmpty();
		assertThat(this.bans.remove(ban)).isFalse();
	}

	@Test
	void a_ban_takes_the_place_of_one_that_names_the_same() {
		this.bans.add(MqttBan.ofClientId("id").withUntil(Instant.ofEpochMilli(this.now + 1_000)));
		this.bans.add(MqttBan.ofClientId("id").withUntil(Instant.MAX).withReason("worse"));
		this.now += 100_000_000_000L;
		assertThat(hits("id", null, null)).isTrue();
		assertThat(this.bans.list()).singleElement().extracting(MqttBan::reason).isEqualTo("worse");
		assertThat(this.bans.remove(MqttBan.ofClientId("id"))).isTrue();
		assertThat(hits("id", null, null)).isFalse();
	}

	@Test
	void one_ban_too_many_is_an_error_until_one_ends() {
		this.bans.add(MqttBan.ofClientId("0").withUntil(Instant.ofEpochMilli(this.now + 1_000)));
		for (int i = 1; i < 4; i++) {
			this.bans.add(MqttBan.ofClientId("" + i));
		}
		assertThatIllegalStateException().isThrownBy(() -> this.bans.add(MqttBan.ofClientId("4")))
			.withMessageContaining("4 bans");
		this.bans.add(MqttBan.ofClientId("3").withReason("again"));
		this.now += 1_000;
		this.bans.add(MqttBan.ofClientId("4"));
		assertThat(hits("4", null, null)).isTrue();
	}

	@Test
	void what_the_server_bans_itself_leaves_half_of_the_places_to_others() {
		Instant soon = Instant.ofEpochMilli(this.now + 1_000);
		assertThat(this.bans.addAutomatic(MqttBan.ofClientId("a").withUntil(soon))).isTrue();
		assertThat(this.bans.addAutomatic(MqttBan.ofClientId("b").withUntil(soon))).isTrue();
		assertThat(this.bans.addAutomatic(MqttBan.ofClientId("c").withUntil(soon))).isFalse();
		this.bans.add(MqttBan.ofClientId("d"));
		this.bans.add(MqttBan.ofClientId("e"));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.bans.add(MqttBan.ofClientId("f")));
		assertThat(this.bans.remove(MqttBan.ofClientId("a"))).isTrue();
		assertThat(this.bans.addAutomatic(MqttBan.ofClientId("c").withUntil(soon))).isTrue();
		this.now += 1_000;
		assertThat(this.bans.addAutomatic(MqttBan.ofClientId("f").withUntil(soon.plusSeconds(9)))).isTrue();
		assertThat(this.bans.list()).hasSize(3);
	}

	@Test
	void a_ban_names_somebody() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttBan(null, null, null, null, ""));
	}

}
