package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

import io.mqttboot.server.spi.MqttScramCredentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class MqttPasswordEncoderTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private int run(@Nullable Function<String, char @Nullable []> terminal, String in, String... args)
			throws IOException {
		try (PrintStream said = new PrintStream(this.out, true, StandardCharsets.UTF_8);
				PrintStream complained = new PrintStream(this.err, true, StandardCharsets.UTF_8)) {
			return MqttPasswordEncoder.run(args, terminal,
					new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), said, complained);
		}
	}

	private static Function<String, char @Nullable []> terminal(String... typed) {
		Deque<String> lines = new ArrayDeque<>(List.of(typed));
		return (prompt) -> lines.isEmpty() ? null : lines.remove().toCharArray();
	}

	private void assertEncoded(String password) {
		String[] lines = this.out.toString(StandardCharsets.UTF_8).split(System.lineSeparator(), -1);
		assertThat(lines).hasSize(2);
		assertThat(MqttScramCredentials.parse(lines[0]).matches(password)).isTrue();
		assertThat(this.err.size()).isZero();
	}

	@Test
	void the_first_line_of_the_input_is_encoded() throws IOException {
		assertThat(run(null, "pencil and ß\nanother line\n")).isZero();
		assertEncoded("pencil and ß");
	}

	@Test
	void it_runs_with_nothing_but_what_the_starter_brings() throws IOException {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		Process process = new ProcessBuilder(java, "-cp", StandaloneApplicationTests.classPath(),
				MqttPasswordEncoder.class.getName())
			.start();
		try (OutputStream in = process.getOutputStream()) {
			in.write("pencil\n".getBytes(StandardCharsets.UTF_8));
		}
		this.out.write(process.getInputStream().readAllBytes());
		this.err.write(process.getErrorStream().readAllBytes());
		assertEncoded("pencil");
	}

	@Test
	void in_a_terminal_the_password_is_asked_for_twice() throws IOException {
		assertThat(run(terminal("pencil", "pencil"), "not this one")).isZero();
		assertEncoded("pencil");
	}

	@Test
	void passwords_that_differ_or_end_are_not_encoded() throws IOException {
		assertThat(run(terminal("pencil", "pencils"), "")).isEqualTo(1);
		assertThat(run(terminal("pencil"), "")).isEqualTo(1);
		assertThat(run(terminal(), "")).isEqualTo(1);
		assertThat(run(null, "")).isEqualTo(1);
		assertThat(run(null, "\n")).isEqualTo(1);
		assertThat(this.out.size()).isZero();
		assertThat(this.err.toString(StandardCharsets.UTF_8)).doesNotContain("pencil");
	}

	@Test
	void arguments_are_refused_and_not_repeated() throws IOException {
		assertThat(run(null, "pencil\n", "hunter2")).isEqualTo(2);
		assertThat(this.out.size()).isZero();
		assertThat(this.err.toString(StandardCharsets.UTF_8)).contains("No arguments").doesNotContain("hunter2");
	}

}
