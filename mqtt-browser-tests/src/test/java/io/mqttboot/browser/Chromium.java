package io.mqttboot.browser;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The Chromium of this machine, without a window. Where there is none, tests are skipped
 * and say so, unless {@code -Dbrowser.required=true} makes that a failure.
 */
final class Chromium implements AutoCloseable {

	private static final String MISSING = "SKIPPED: no 'chromium' on the path, so no browser tries the dashboard";

	/** It is to talk to nobody but the server, and to keep nothing. */
	private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Path executable) {
		// the driver is not to look for browsers of its own
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setHeadless(true).setArgs(ARGUMENTS));
	}

	/** Starts it, with nothing from earlier runs. */
	static Chromium start() {
		Optional<Path> executable = find();
		if (Boolean.getBoolean("browser.required")) {
			assertThat(executable).as("'chromium' on the path").isPresent();
		}
		assumeTrue(executable.isPresent(), MISSING);
		return new Chromium(executable.orElseThrow());
	}

	private static Optional<Path> find() {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "chromium"))
			.filter((file) -> file.toFile().canExecute())
			.findFirst();
	}

	Browser browser() {
		return this.browser;
	}

	@Override
	public void close() {
		this.playwright.close();
	}

}
