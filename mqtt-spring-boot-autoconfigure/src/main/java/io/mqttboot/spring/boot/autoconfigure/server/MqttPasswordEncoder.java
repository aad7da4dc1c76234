package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

import io.mqttboot.server.spi.MqttScramCredentials;
import org.jspecify.annotations.Nullable;

/**
 * A program that encodes a password for {@code mqtt.server.auth.users}. It asks for the
 * password where it is started in a terminal, and reads the first line of its standard
 * input otherwise. It takes no arguments: they are seen by everybody on the machine.
 */
public final class MqttPasswordEncoder {

	private MqttPasswordEncoder() {
	}

	/**
	 * Prints the encoded password.
	 * @param args none
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		Console console = System.console();
		Function<String, char @Nullable []> terminal = (console != null)
				? (prompt) -> console.readPassword("%s", prompt) : null;
		int status = run(args, terminal, System.in, System.out, System.err);
		if (status != 0) {
			System.exit(status);
		}
	}

	static int run(String[] args, @Nullable Function<String, char @Nullable []> terminal, InputStream in,
			PrintStream out, PrintStream err) throws IOException {
		if (args.length > 0) {
			err.println("No arguments: others can see them. The password is asked for, or read from standard input.");
			return 2;
		}
		char[] password = (terminal != null) ? asked(terminal) : line(in);
		if (password == null) {
			err.println("There is no password, or it was not the same twice.");
			return 1;
		}
		try {
			out.println(MqttScramCredentials.of(CharBuffer.wrap(password)).encoded());
			return 0;
		}
		catch (IllegalArgumentException ex) {
			err.println(ex.getMessage());
			return 1;
		}
		finally {
			Arrays.fill(password, ' ');
		}
	}

	private static char @Nullable [] asked(Function<String, char @Nullable []> terminal) {
		char[] once = terminal.apply("Password: ");
		char[] again = terminal.apply("Once more: ");
		if (again == null || !Arrays.equals(once, again)) {
			return null;
		}
		Arrays.fill(again, ' ');
		return once;
	}

	private static char @Nullable [] line(InputStream in) throws IOException {
		String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
		return (line != null) ? line.toCharArray() : null;
	}

}
