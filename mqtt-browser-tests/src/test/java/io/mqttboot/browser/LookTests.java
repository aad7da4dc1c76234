package io.mqttboot.browser;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard for those who use the keyboard, the dark, a phone, or Chinese; and what
 * it does not let others do to them.
 */
@Tag("browser")
class LookTests {

	private static final List<String> PAGES = List.of("overview", "clients", "retained", "bans", "try");

	private static Chromium chromium;

	private static Broker broker;

	@BeforeAll
	static void start() {
		chromium = Chromium.start();
		broker = new Broker();
		for (int i = 0; i < 60; i++) {
			broker.session("a-client-of-the-cloud-with-a-long-name-%04d".formatted(i), "a/topic/#");
		}
		broker.server()
			.publish(MqttMessage.of("a/topic/that/is/rather/long/for/a/phone/to/show/on/one/line/of/its/screen",
					"a payload of some length, as devices send them: {\"temperature\": 21.5}", MqttQos.AT_LEAST_ONCE,
					true));
	}

	@AfterAll
	static void stop() {
		if (broker != null) {
			broker.close();
			chromium.close();
		}
	}

	@AfterEach
	void leave() {
		broker.forgetClients();
	}

	private static Visit visit() {
		return new Visit(chromium, broker, (options) -> {
		});
	}

	@Test
	void every_page_has_a_key() {
		try (Visit visit = visit()) {
			Page page = visit.open("overview");
			for (int i = PAGES.size(); i > 0; i--) {
				page.keyboard().press(String.valueOf(i));
				assertThat(page.locator("main")).hasId(PAGES.get(i - 1));
				assertThat(page.locator("nav a[aria-current=page]")).hasAttribute("href", "#/" + PAGES.get(i - 1));
			}
			page.keyboard().press("2");
			page.locator("#search").waitFor();
			page.keyboard().press("/");
			assertThat(page.locator("#search")).isFocused();
			// what is typed is text
			page.keyboard().type("15?");
			assertThat(page.locator("#search")).hasValue("15?");
			page.locator("#search").blur();
			page.keyboard().press("?");
			assertThat(page.locator("dialog[open]")).containsText("1 to 5: pages");
			page.keyboard().press("Escape");
			assertThat(page.locator("dialog[open]")).hasCount(0);
			assertThat(visit.complaints()).isEmpty();
		}
	}

	@Test
	void a_question_is_answered_with_the_keyboard_and_never_by_accident() {
		broker.client("keys-1");
		try (Visit visit = visit()) {
			Page page = visit.open("clients/keys-1");
			page.locator("[data-act=kick]").focus();
			page.keyboard().press("Enter");
			assertThat(page.locator("dialog[open] button.secondary")).isFocused();
			page.keyboard().press("Escape");
			assertThat(page.locator("dialog[open]")).hasCount(0);
			page.keyboard().press("Enter");
			page.keyboard().press("Enter");
			assertThat(page.locator("dialog[open]")).hasCount(0);
			assertThat(page.locator("#fact-state dd")).hasText("connected");
			assertThat(visit.complaints()).isEmpty();
		}
	}

	@Test
	void it_speaks_english_and_chinese_and_remembers_which() {
		try (Visit visit = visit()) {
			Page page = visit.open("clients");
			assertThat(page.locator("main")).containsText("Client id");
			page.locator("#language").selectOption("zh");
			assertThat(page.locator("main")).containsText("客户端 ID");
			assertThat(page.locator("html")).hasAttribute("lang", "zh");
			page.reload();
			assertThat(page.locator("nav").first()).containsText("保留消息");
			visit.open("overview");
			assertThat(page.locator("#drops")).containsText("丢弃的消息");
			visit.picture("chinese");
			assertThat(visit.complaints()).isEmpty();
		}
	}

	@Test
	void a_browser_that_prefers_chinese_gets_it() {
		try (Visit visit = new Visit(chromium, broker, (options) -> options.setLocale("zh-CN"))) {
			Page page = visit.open("bans");
			assertThat(page.locator("main")).containsText("封禁对象");
		}
	}

	@Test
	void every_word_stands_in_both_languages() {
		try (Visit visit = visit()) {
			Object missing = visit.open("overview").evaluate("""
					async () => {
						const {LANGUAGES} = await import('./words.js');
						const keys = Object.values(LANGUAGES).map((words) => Object.keys(words));
						const gaps = (text) => (text.match(/\\{\\d}/g) ?? []).sort().join();
						return keys.flat().filter((key) => !keys.every((each) => each.includes(key))
							|| new Set(Object.values(LANGUAGES).map((words) => gaps(words[key]))).size > 1);
					}""");
			assertThat(missing).isEqualTo(List.of());
		}
	}

	@Test
	void it_is_dark_where_the_system_is_or_where_it_is_told_to() {
		try (Visit visit = new Visit(chromium, broker, (options) -> options.setColorScheme(ColorScheme.DARK))) {
			Page page = visit.open("overview");
			String dark = background(page);
			visit.picture("dark");
			page.locator("#theme").selectOption("light");
			assertThat(background(page)).isNotEqualTo(dark);
			page.locator("#theme").selectOption("dark");
			page.reload();
			page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
			assertThat(background(page)).isEqualTo(dark);
			assertThat(visit.complaints()).isEmpty();
		}
	}

	private static String background(Page page) {
		return (String) page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor");
	}

	@ParameterizedTest
	@ValueSource(strings = { "overview", "clients", "retained", "bans", "try",
			"clients/a-client-of-the-cloud-with-a-long-name-0001" })
	void a_phone_shows_every_page_without_scrolling_sideways(String name) {
		try (Visit visit = new Visit(chromium, broker,
				(options) -> options.setViewportSize(360, 740).setIsMobile(true).setHasTouch(true))) {
			Page page = visit.open(name);
			page.locator("main :is(table, dl, form):visible").first().waitFor();
			assertThat(page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")).isEqualTo(0);
			if (name.equals("clients")) {
				visit.picture("phone");
			}
			assertThat(visit.complaints()).isEmpty();
		}
	}

	@Test
	void what_does_not_come_from_the_server_does_not_run() {
		try (Visit visit = visit()) {
			Page page = visit.open("overview");
			Object ran = page.evaluate("""
					async () => {
						const inline = document.createElement('script');
						try {
							inline.textContent = 'window.ran = true';
						}
						catch (refused) {
							return 'refused';
						}
						document.head.append(inline);
						return String(window.ran);
					}""");
			assertThat(ran).isIn("refused", "undefined");
			assertThat(page.evaluate("() => fetch('http://127.0.0.1:1/').then(() => 'sent', () => 'refused')"))
				.isEqualTo("refused");
			assertThat(visit.complaints()).anyMatch((complaint) -> complaint.contains("Content Security Policy"));
		}
	}

}
