package io.mqttboot.browser;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.MqttServerSession;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator does on the dashboard, done with a real browser on a real broker.
 */
@Tag("browser")
class DashboardTests {

	private static final int MANY = 10_000;

	private static Chromium chromium;

	private static Broker broker;

	private Visit visit;

	@BeforeAll
	static void start() {
		chromium = Chromium.start();
		broker = new Broker();
	}

	@AfterAll
	static void stop() {
		if (broker != null) {
			broker.close();
			chromium.close();
		}
	}

	@BeforeEach
	void come() {
		this.visit = new Visit(chromium, broker, (options) -> {
		});
	}

	@AfterEach
	void leave() {
		this.visit.close();
		broker.forgetClients();
	}

	private void isContent() {
		assertThat(this.visit.complaints()).isEmpty();
	}

	@Test
	void the_overview_moves_with_what_happens() {
		Page page = this.visit.open("overview");
		assertThat(page.locator("#state")).containsText("live");
		int before = broker.server().statistics().clients();
		WirePeer reader = broker.client("overview-reader");
		reader.subscribes("overview/#", 0);
		WirePeer writer = broker.client("overview-writer");
		broker.server().publish(MqttMessage.of("kept", "four", MqttQos.AT_LEAST_ONCE, true));
		assertThat(page.locator("#figure-connections dd")).hasText(String.valueOf(before + 2));
		assertThat(page.locator("#figure-retainedMessages dd")).containsText("B");
		Locator lines = page.locator("#traffic canvas");
		for (int round = 1; round <= (Visit.takesPictures() ? 20 : 3); round++) {
			for (int i = 0; i < 50 + 40 * (round % 4); i++) {
				writer.send(Packets.publish("overview/" + i, "something to see"));
				if (i % 3 == 0) {
					broker.server().publishAll("overview/server", "from inside");
				}
			}
			page.waitForFunction(
					"(points) => Number(document.querySelector('#traffic canvas').dataset.points) >= points", round);
		}
		assertThat(lines).hasAttribute("aria-label", Pattern.compile(".*Packets out, a second \\d+.*"));
		this.visit.picture("overview");
		isContent();
	}

	@Test
	void what_is_dropped_and_who_is_refused_is_counted_by_reason() {
		broker.session("drops-1", "drops/#");
		broker.server().publish(MqttMessage.of("drops/a", "at most once", MqttQos.AT_MOST_ONCE, false));
		MqttBan ban = MqttBan.ofClientId("refused-1");
		broker.server().bans().add(ban);
		broker.raw().send(Packets.connect("refused-1")).isRefused(0x8A);
		broker.server().bans().remove(ban);
		Page page = this.visit.open("overview");
		assertThat(page.locator("#drops tbody")).containsText("offline");
		assertThat(page.locator("#refusals tbody")).containsText("banned");
		isContent();
	}

	@Test
	void a_client_is_found_among_ten_thousand() {
		many();
		Page page = this.visit.open("clients");
		Locator rows = page.locator("main tbody tr");
		assertThat(rows).hasCount(50);
		assertThat(page.locator(".pager")).containsText("Page 1 of 2");
		assertThat(page.locator("*")).not().hasCount(MANY);
		page.locator(".pager button").last().click();
		assertThat(page.locator(".pager")).containsText("Page 2 of 2");
		page.locator("#search").fill("many-07321");
		assertThat(rows).hasCount(1);
		assertThat(rows.first()).containsText("many-07321");
		assertThat(rows.first()).containsText("away");
		assertThat(page.locator(".pager")).containsText("1 in all");
		page.locator("#search").fill("no such client");
		assertThat(page.locator("main")).containsText("Nothing here.");
		isContent();
	}

	@Test
	void only_those_who_are_connected_are_listed_on_demand() {
		broker.session("filter-away", "filter/#");
		broker.client("filter-here");
		Page page = this.visit.open("clients");
		page.locator("#search").fill("filter-");
		Locator rows = page.locator("main tbody tr");
		assertThat(rows).hasCount(2);
		page.locator("#only-connected").check();
		assertThat(rows).hasCount(1);
		assertThat(rows.first()).containsText("filter-here");
		isContent();
	}

	@Test
	void what_waits_for_a_client_is_read_and_thrown_away() {
		broker.session("queue-1", "queue/#");
		for (int i = 0; i < 25; i++) {
			broker.server().publish(MqttMessage.of("queue/" + i, "温度 " + i, MqttQos.AT_LEAST_ONCE, false));
		}
		Page page = this.visit.open("clients/queue-1");
		assertThat(page.locator("#subscriptions")).containsText("queue/#");
		assertThat(page.locator("#queue tbody tr")).hasCount(20);
		assertThat(page.locator("#queue tbody tr").first()).containsText("温度 0");
		assertThat(page.locator("#queue")).containsText("5 more");
		this.visit.picture("client");
		this.visit.cancel("purge");
		assertThat(session("queue-1").queuedMessages()).isEqualTo(25);
		this.visit.confirm("purge");
		assertThat(page.locator("#fact-queued dd")).containsText("0 ·");
		assertThat(session("queue-1").queuedMessages()).isZero();
		isContent();
	}

	@Test
	void a_client_is_subscribed_and_unsubscribed() {
		WirePeer peer = broker.client("sub-1");
		Page page = this.visit.open("clients/sub-1");
		page.locator("#subscriptions input").fill("given/#");
		page.locator("#subscriptions input").press("Enter");
		assertThat(page.locator("#subscriptions tbody")).containsText("given/#");
		broker.server().publishAll("given/a", "for you");
		peer.takes(Packets.publish("given/a", "for you").qos(1).id(1));
		this.visit.confirm("unsubscribe");
		assertThat(page.locator("#subscriptions tbody")).hasCount(0);
		assertThat(session("sub-1").subscriptions()).isEmpty();
		isContent();
	}

	@Test
	void a_client_is_disconnected_after_a_question() {
		WirePeer peer = broker.client(Packets.connect("kick-1").sessionExpiry(3600));
		Page page = this.visit.open("clients/kick-1");
		assertThat(page.locator("#fact-state dd")).hasText("connected");
		this.visit.cancel("kick");
		assertThat(page.locator("#fact-state dd")).hasText("connected");
		this.visit.confirm("kick");
		peer.isDisconnected(0x98);
		assertThat(page.locator("#fact-state dd")).hasText("away");
		assertThat(page.locator("[data-act=kick]")).isDisabled();
		isContent();
	}

	@Test
	void a_banned_client_is_gone_and_comes_back_when_the_ban_is_lifted() {
		WirePeer peer = broker.client(Packets.connect("ban-1").sessionExpiry(3600));
		Page page = this.visit.open("clients/ban-1");
		this.visit.confirm("ban");
		peer.isDisconnected(0x8A, 0x98);
		broker.raw().send(Packets.connect("ban-1")).isRefused(0x8A);
		this.visit.open("bans");
		assertThat(page.locator("main tbody tr")).hasCount(1);
		assertThat(page.locator("main tbody tr")).containsText("ban-1");
		this.visit.picture("bans");
		this.visit.confirm("remove");
		assertThat(page.locator("main")).containsText("Nothing here.");
		broker.client("ban-1");
		isContent();
	}

	@Test
	void a_user_is_banned_for_a_reason() {
		Page page = this.visit.open("bans");
		page.locator("#ban select").selectOption("PRINCIPAL");
		page.locator("#ban [name=value]").fill("mallory");
		page.locator("#ban [name=minutes]").fill("5");
		page.locator("#ban [name=reason]").fill("too loud");
		page.locator("#ban button").click();
		assertThat(page.locator("main tbody tr")).containsText("too loud");
		assertThat(broker.server().bans().list()).anySatisfy((ban) -> {
			assertThat(ban.user()).isEqualTo("mallory");
			assertThat(ban.until()).isBetween(Instant.now().plusSeconds(200), Instant.now().plusSeconds(400));
		});
		this.visit.confirm("remove");
		assertThat(page.locator("main")).containsText("Nothing here.");
		isContent();
	}

	@Test
	void a_session_is_deleted_with_everything() {
		broker.session("delete-1", "delete/#");
		Page page = this.visit.open("clients/delete-1");
		this.visit.confirm("delete");
		page.locator("#search").waitFor(); // all clients again
		assertThat(broker.server().session("delete-1")).isEmpty();
		this.visit.open("clients/delete-1");
		assertThat(page.locator("main")).containsText("There is no such client.");
	}

	@Test
	void a_retained_message_is_found_and_removed() {
		for (String topic : List.of("retained/a", "retained/b", "elsewhere")) {
			broker.server().publish(MqttMessage.of(topic, topic + "!", MqttQos.AT_LEAST_ONCE, true));
		}
		Page page = this.visit.open("retained");
		page.locator("#search").fill("retained/#");
		page.locator("#search").press("Enter");
		Locator rows = page.locator("main tbody tr");
		assertThat(rows).hasCount(2);
		page.locator("#search").fill("retained/a");
		page.locator("#search").press("Enter");
		assertThat(rows).hasCount(1);
		this.visit.confirm("remove");
		assertThat(page.locator("main")).containsText("Nothing here.");
		page.locator("#search").fill("retained/#");
		page.locator("#search").press("Enter");
		assertThat(rows).hasCount(1);
		assertThat(rows).containsText("retained/b!");
		isContent();
	}

	@Test
	void the_live_client_shows_what_comes_and_publishes() {
		WirePeer peer = broker.client("live-peer");
		peer.subscribes("live/from-the-page", 1);
		Page page = this.visit.open("try");
		page.locator("#receiving input").fill("live/#");
		page.locator("#receiving button[type=submit]").click();
		assertThat(page.locator("#receiving [role=status]")).hasText("live");
		Locator rows = page.locator("#receiving tbody tr");
		peer.send(Packets.publish("live/from-the-device", new byte[] { (byte) 0xFF, 0 }));
		assertThat(rows).containsText(new String[] { "ff 00" });
		page.locator("[name=topic]").fill("live/from-the-page");
		page.locator("[name=payload]").fill("hello 世界");
		page.locator("[name=qos]").selectOption("1");
		page.locator("#sending button").click();
		assertThat(page.locator("#sending [role=status]")).hasText("Done.");
		peer.takes(Packets.publish("live/from-the-page", "hello 世界").qos(1).id(1));
		assertThat(rows).containsText(new String[] { "hello 世界", "ff 00" });
		this.visit.picture("live-client");
		page.locator("#receiving button[type=submit]").click();
		assertThat(page.locator("#receiving [role=status]")).hasCount(0);
		isContent();
	}

	@Test
	void what_is_not_accepted_is_said() {
		Page page = this.visit.open("try");
		page.locator("[name=topic]").fill("not/a/+/topic");
		page.locator("#sending button").click();
		assertThat(page.locator("#sending [role=alert]")).containsText("That did not work");
	}

	@Test
	void markup_in_names_is_text() {
		broker.client("<img src=x onerror=alert(1)>");
		Page page = this.visit.open("clients");
		page.locator("#search").fill("<img");
		assertThat(page.locator("main tbody tr")).containsText("<img src=x onerror=alert(1)>");
		page.locator("main tbody a").click();
		assertThat(page.locator("h2")).hasText("<img src=x onerror=alert(1)>");
		assertThat(page.locator("img")).hasCount(0);
		isContent();
	}

	@Test
	void who_does_not_know_the_password_sees_nothing() {
		try (Visit stranger = new Visit(chromium, broker,
				(options) -> options.setHttpCredentials(Broker.USER, "guess"))) {
			Page page = stranger.page();
			for (String path : List.of("/mqtt-dashboard/", "/mqtt-dashboard/app.js", "/api/v1/clients")) {
				Response response = page.navigate(broker.url(path));
				assertThat(Objects.requireNonNull(response).status()).isEqualTo(401);
			}
		}
	}

	@Test
	void the_live_client_may_do_what_its_user_may() {
		try (Broker strict = new Broker("--mqtt.server.authorization.rules[0].deny=all",
				"--mqtt.server.authorization.rules[0].topics=secret/#",
				"--mqtt.server.authorization.rules[0].users=" + Broker.USER,
				"--mqtt.server.authorization.rules[1].allow=all", "--mqtt.server.authorization.rules[1].topics=#");
				Visit operator = new Visit(chromium, strict, (options) -> {
				})) {
			Page page = operator.open("try");
			page.locator("[name=topic]").fill("secret/plan");
			page.locator("#sending button").click();
			assertThat(page.locator("#sending [role=alert]")).hasText("You may not do that.");
			page.locator("#receiving input").fill("secret/#");
			page.locator("#receiving button[type=submit]").click();
			assertThat(page.locator("#receiving [role=alert]")).hasText("You may not do that.");
			assertThat(page.locator("#receiving [role=status]")).hasCount(0);
		}
	}

	@Test
	void the_page_works_on_the_reactive_stack_as_well() {
		try (Broker reactive = new Broker("--spring.main.web-application-type=reactive",
				"--server.netty.max-keep-alive-requests=1");
				Visit operator = new Visit(chromium, reactive, (options) -> {
				})) {
			Page page = operator.open("overview");
			assertThat(page.locator("#state")).containsText("live");
			WirePeer peer = reactive.client("reactive-1");
			assertThat(page.locator("#figure-connections dd")).hasText("1");
			operator.open("try");
			page.locator("#receiving button[type=submit]").click();
			assertThat(page.locator("#receiving [role=status]")).hasText("live");
			peer.send(Packets.publish("reactive/a", "heard"));
			assertThat(page.locator("#receiving tbody tr")).containsText("heard");
			operator.open("clients/reactive-1");
			operator.confirm("kick");
			peer.isDisconnected(0x98);
			assertThat(operator.complaints()).isEmpty();
		}
	}

	@Test
	void slow_subscribers_are_named_where_the_server_counts_them() {
		Page page = this.visit.page();
		page.route("**/api/v1/endpoints", (route) -> answer(route, "[{\"method\":\"GET\",\"path\":\"/api/v1/slow\"}]"));
		page.route("**/api/v1/slow?*", (route) -> answer(route, """
				[{"clientId":"slow-1","longestMillis":1500,"topic":"slow/a","lastMillis":700,"messages":3,
				"queuedMessages":12,"queuedBytes":2048,"inflight":7}]"""));
		this.visit.open("overview");
		assertThat(page.locator("#slow tbody tr")).containsText("slow-1");
		assertThat(page.locator("#slow tbody tr")).containsText("1.5 s");
		assertThat(page.locator("#slow tbody tr")).containsText("12 · 2.0 KiB");
		isContent();
	}

	private static void answer(Route route, String data) {
		route.fulfill(new Route.FulfillOptions().setContentType("application/json")
			.setBody("{\"code\":1,\"data\":" + data + "}"));
	}

	private static MqttServerSession session(String clientId) {
		return broker.server().session(clientId).orElseThrow();
	}

	private static void many() {
		WirePeer peer = broker.raw();
		for (int i = 0; i < MANY; i++) {
			peer = broker.raw();
			peer.connects(Packets.connect("many-%05d".formatted(i)).sessionExpiry(3600));
			peer.leaves();
		}
	}

}
