package io.mqttboot.spring.boot.test;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

class ServerOnlyOnRequestTests {

	private static final String KEY = "mqtt.server.enabled";

	private final StandardEnvironment environment = new StandardEnvironment();

	@TempDir
	private Path classPath;

	@Test
	void an_application_without_the_server_starter_gets_no_server() throws IOException {
		process();
		assertThat(this.environment.getProperty(KEY)).isEqualTo("false");
	}

	@Test
	void an_application_with_the_server_starter_gets_one() throws IOException {
		Path mark = this.classPath.resolve(ServerOnlyOnRequest.MARK);
		Files.createDirectories(mark.getParent());
		Files.createFile(mark);
		process();
		assertThat(this.environment.getProperty(KEY)).isNull();
	}

	@Test
	void the_server_starter_leaves_its_mark() {
		assertThat(Path.of("../mqtt-server-spring-boot-starter/src/main/resources", ServerOnlyOnRequest.MARK))
			.isRegularFile();
	}

	@Test
	void what_the_application_says_counts_more() throws IOException {
		this.environment.getPropertySources().addLast(new MapPropertySource("own", Map.of(KEY, "true")));
		process();
		assertThat(this.environment.getProperty(KEY)).isEqualTo("true");
	}

	private void process() throws IOException {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.classPath.toUri().toURL() },
				getClass().getClassLoader())) {
			new ServerOnlyOnRequest().postProcessEnvironment(this.environment,
					new SpringApplication(new DefaultResourceLoader(loader), Object.class));
		}
	}

}
