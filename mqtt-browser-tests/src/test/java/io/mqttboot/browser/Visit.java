package io.mqttboot.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who looks at the dashboard with a browser of his own.
 */
final class Visit implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 20_000;

	private static final int PICTURE_BYTES = 300 * 1024;

	private final BrowserContext context;

	private final Page page;

	private final String start;

	private final List<String> complaints = new ArrayList<>();

	static {
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
	}

	/** Opens a browser for somebody who knows the password. */
	Visit(Chromium chromium, Broker broker, Consumer<Browser.NewContextOptions> further) {
		Browser.NewContextOptions options = new Browser.NewContextOptions().setLocale("en-GB")
			.setTimezoneId("UTC")
			.setColorScheme(ColorScheme.LIGHT)
			.setViewportSize(1280, 800)
			.setHttpCredentials(Broker.USER, Broker.PASSWORD);
		further.accept(options);
		this.context = chromium.browser().newContext(options);
		this.context.setDefaultTimeout(PATIENCE_MILLIS);
		this.page = this.context.newPage();
		this.page.onPageError(this.complaints::add);
		this.page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.complaints.add(message.text() + " at " + message.location());
			}
		});
		this.start = broker.url("/mqtt-dashboard/");
	}

	Page page() {
		return this.page;
	}

	/** Goes to one of its pages. */
	Page open(String name) {
		this.page.navigate(this.start + "#/" + name);
		this.page.locator("main#" + name.replaceAll("/.*", "")).waitFor();
		return this.page;
	}

	/** Presses the button of an action and confirms what is asked. */
	void confirm(String action) {
		ask(action).locator("button.danger").click();
	}

	/** Presses the button of an action, and cancels. */
	void cancel(String action) {
		Locator dialog = ask(action);
		dialog.locator("button.secondary").click();
		PlaywrightAssertions.assertThat(dialog).hasCount(0);
	}

	Locator ask(String action) {
		this.page.locator("[data-act=" + action + "]").first().click();
		return this.page.locator("dialog[open]");
	}

	/** What the browser complained of: errors of scripts, and what the policy forbids. */
	List<String> complaints() {
		return this.complaints;
	}

	/** Whether {@code -Dscreenshots=true} asks for pictures. */
	static boolean takesPictures() {
		return Boolean.getBoolean("screenshots");
	}

	/** Keeps what can be seen where that is asked for. */
	void picture(String name) {
		byte[] picture = this.page.screenshot();
		assertThat(picture).hasSizeLessThanOrEqualTo(PICTURE_BYTES);
		if (takesPictures()) {
			try {
				Files.write(Path.of("../docs/images/dashboard-" + name + ".png"), picture);
			}
			catch (IOException ex) {
				throw new AssertionError("the picture cannot be kept", ex);
			}
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
