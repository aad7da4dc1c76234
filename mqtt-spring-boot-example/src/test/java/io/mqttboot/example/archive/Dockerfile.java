package io.mqttboot.example.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The instructions of {@code deploy/Dockerfile}.
 *
 * @param instructions one each, in one line
 */
record Dockerfile(List<Instruction> instructions) {

	private static final Pattern CONTINUED = Pattern.compile("\\\\\\n\\s*");

	static Dockerfile read() throws IOException {
		String text = Files.readString(BrokerHome.DIST.resolve("deploy/Dockerfile"));
		String lines = CONTINUED.matcher(text).replaceAll("");
		return new Dockerfile(
				lines.lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).map(Instruction::of).toList());
	}

	Stream<String> values(String name) {
		return this.instructions.stream().filter((each) -> each.name().equals(name)).map(Instruction::value);
	}

	/** The words of the only command of that instruction, which stands in exec form. */
	List<String> command(String name) {
		List<String> values = values(name).toList();
		if (values.size() != 1) {
			throw new IllegalStateException(name + " stands there " + values.size() + " times");
		}
		String value = Objects.requireNonNull(values.get(0));
		return new JsonMapper().readTree(value.substring(value.indexOf('[')))
			.valueStream()
			.map(JsonNode::asString)
			.toList();
	}

	/** What is taken from the unpacked archive. */
	List<String> copied() {
		return values("COPY").filter((value) -> !value.startsWith("--from"))
			.map((value) -> value.split(" ")[0])
			.toList();
	}

	/** Which layers are put together. */
	List<String> copiedFromLayers() {
		return values("COPY").filter((value) -> value.startsWith("--from=layers "))
			.map((value) -> value.split(" ")[1].replaceFirst("^/build/layers/", ""))
			.toList();
	}

	/**
	 * An instruction.
	 *
	 * @param name its first word
	 * @param value the rest
	 */
	record Instruction(String name, String value) {

		static Instruction of(String line) {
			String[] words = line.split(" ", 2);
			if (words.length < 2) {
				throw new IllegalArgumentException("an instruction without a value: " + line);
			}
			return new Instruction(words[0], words[1].strip());
		}

	}

}
