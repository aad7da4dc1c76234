package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * The files of the dashboard: those of its own jar, and what it takes from WebJars.
 * Nothing else of the class path can be asked for.
 */
final class DashboardFiles {

	/** Where the page is, below the path of the application. */
	static final String PATH = "/mqtt-dashboard";

	/**
	 * The attribute that the gate of the HTTP API gives to a request that it lets in. One
	 * that came another way, below a path that the gate does not know, gets nothing.
	 */
	static final String CALLER = "io.mqttboot.spring.web.Caller";

	static final String FOLDER = "io/mqttboot/server/dashboard/";

	private static final String START = "index.html";

	/** How the page says where the API is, as the file has it. */
	private static final String API = "../api/v1/";

	private static final Pattern NAME = Pattern.compile("[a-z]+\\.(html|js|css|svg)");

	private static final Pattern VERSION = Pattern.compile("(?m)^version=(\\S+)");

	private static final Map<String, MediaType> TYPES = Map.of("html", text("html"), "js", text("javascript"), "css",
			text("css"), "svg", new MediaType("image", "svg+xml"));

	static final List<Library> LIBRARIES = List.of(new Library("preact.js", "preact", "dist/preact.min.umd.js"),
			new Library("hooks.js", "preact", "hooks/dist/hooks.umd.js"),
			new Library("chart.js", "chart.js", "dist/chart.umd.min.js"),
			new Library("pico.css", "picocss__pico", "css/pico.min.css"));

	/**
	 * The page runs nothing but its own files, and talks to nobody but its own server. It
	 * draws with icons that its style sheet brings along.
	 */
	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
			+ "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

	private final ClassLoader classLoader;

	private final String api;

	private final Map<String, DashboardFile> known = new ConcurrentHashMap<>();

	/**
	 * Opens the files.
	 * @param classLoader the class loader that has them
	 * @param apiPath the path of the HTTP API, with a slash in front and none at the end
	 * @throws DashboardSetupException if they are not there
	 */
	DashboardFiles(ClassLoader classLoader, String apiPath) {
		this.classLoader = classLoader;
		this.api = ".." + apiPath + "/";
		if (find(START) == null) {
			throw new DashboardSetupException("'mqtt.server.dashboard.enabled' is true, but there is no dashboard",
					"Add 'io.mqttboot:mqtt-server-dashboard' to the dependencies of the application, or switch the "
							+ "dashboard off.");
		}
		for (Library library : LIBRARIES) {
			if (find("lib/" + library.name()) == null) {
				throw new DashboardSetupException("The dashboard lacks a library: " + library,
						"Do not exclude 'org.webjars.npm:" + library.webJar()
								+ "' from 'io.mqttboot:mqtt-server-dashboard', and take a version that has this file.");
			}
		}
	}

	/**
	 * Returns a file.
	 * @param name its name, empty for the page itself
	 * @return the file, {@code null} if the dashboard has none of this name
	 */
	@Nullable DashboardFile find(String name) {
		String wanted = name.isEmpty() ? START : name;
		DashboardFile file = this.known.get(wanted);
		if (file == null) {
			file = load(wanted);
			if (file != null) {
				this.known.put(wanted, file);
			}
		}
		return file;
	}

	private @Nullable DashboardFile load(String name) {
		String resource = resource(name);
		byte[] content = (resource != null) ? read(resource) : null;
		MediaType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
		if (content == null || type == null) {
			return null;
		}
		if (name.equals(START)) {
			content = new String(content, StandardCharsets.UTF_8).replace(API, this.api)
				.getBytes(StandardCharsets.UTF_8);
		}
		return DashboardFile.of(type, content);
	}

	private @Nullable String resource(String name) {
		Matcher own = NAME.matcher(name);
		if (own.matches()) {
			return FOLDER + name;
		}
		for (Library library : LIBRARIES) {
			if (name.equals("lib/" + library.name())) {
				return library.resource(version(library));
			}
		}
		return null;
	}

	/** The application may have chosen another version of a WebJar. */
	private String version(Library library) {
		byte[] properties = read(library.versionResource());
		Matcher version = VERSION.matcher((properties != null) ? new String(properties, StandardCharsets.UTF_8) : "");
		return version.find() ? version.group(1) : "";
	}

	private byte @Nullable [] read(String resource) {
		try (InputStream stream = this.classLoader.getResourceAsStream(resource)) {
			return (stream != null) ? stream.readAllBytes() : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The dashboard cannot read " + resource, ex);
		}
	}

	/** Adds what every answer says: asked for again each time, and never to be framed. */
	static void addHeaders(HttpHeaders headers) {
		headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
		headers.set("Content-Security-Policy", POLICY);
		headers.set("Cross-Origin-Opener-Policy", "same-origin");
		headers.set("Cross-Origin-Resource-Policy", "same-origin");
		headers.set("Referrer-Policy", "no-referrer");
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set("X-Frame-Options", "DENY");
	}

	private static MediaType text(String subtype) {
		return new MediaType("text", subtype, StandardCharsets.UTF_8);
	}

	/**
	 * A file of a WebJar.
	 *
	 * @param name what the page calls it
	 * @param webJar the WebJar
	 * @param path where it is in there
	 */
	record Library(String name, String webJar, String path) {

		String resource(String version) {
			return "META-INF/resources/webjars/%s/%s/%s".formatted(this.webJar, version, this.path);
		}

		String versionResource() {
			return "META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(this.webJar);
		}

	}

}
