package io.mqttboot.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.mqttboot.MqttTopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * A topic with variables: {@code devices/{id}/temp}. One that is listened to takes a
 * variable for a whole level, and may end in one for all levels that are left,
 * {@code sites/{site}/{*rest}}; wildcards may stand beside. One that is sent to may have
 * variables anywhere.
 */
public final class MqttTopicTemplate {

	private static final Pattern VARIABLE = Pattern.compile("\\{(\\*?)([^{}/]*)}");

	private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");

	private final String text;

	private final List<String> variables;

	private @Nullable Reading reading; // made by the first who reads, perhaps twice

	private MqttTopicTemplate(String text, List<String> variables) {
		this.text = text;
		this.variables = variables;
	}

	/**
	 * Takes a template apart.
	 * @param text the template
	 * @return the template
	 * @throws IllegalArgumentException if braces do not match, a name is none or stands
	 * twice
	 */
	public static MqttTopicTemplate of(String text) {
		List<String> variables = new ArrayList<>();
		Matcher matcher = VARIABLE.matcher(text);
		while (matcher.find()) {
			String name = matcher.group(2);
			require(NAME.matcher(name).matches(), text, "has a variable '" + name + "' whose name is none");
			require(!variables.contains(name), text, "has the variable '" + name + "' twice");
			variables.add(name);
		}
		String rest = matcher.reset().replaceAll("");
		require(rest.indexOf('{') < 0 && rest.indexOf('}') < 0, text, "has a brace without its other half");
		return new MqttTopicTemplate(text, List.copyOf(variables));
	}

	/**
	 * Returns the template as it was written.
	 * @return the text
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Returns the names of the variables.
	 * @return the names in the order in which they stand
	 */
	public List<String> variables() {
		return this.variables;
	}

	/**
	 * Returns the topic filter that selects what this template describes.
	 * @return the filter, {@code +} and {@code #} in place of variables
	 * @throws IllegalArgumentException if a variable is not a whole level, one for all
	 * levels is not the last, or what comes out is no topic filter
	 */
	public MqttTopicFilter filter() {
		return reading().filter();
	}

	// only those that are listened to can be read
	private Reading reading() {
		Reading known = this.reading;
		if (known == null) {
			known = Reading.of(this.text);
			this.reading = known;
		}
		return known;
	}

	/**
	 * Reads the variables out of a topic.
	 * @param topic a topic name
	 * @return names and values, or {@code null} if the topic is not one of this
	 * template's
	 * @throws IllegalArgumentException if this has no {@link #filter}
	 */
	public @Nullable Map<String, String> match(String topic) {
		Reading reading = reading();
		return reading.filter().matches(topic) ? reading.read(topic) : null;
	}

	/**
	 * Puts values in place of the variables.
	 * @param values the values, in the order of the variables; said by
	 * {@link String#valueOf(Object)}
	 * @return the topic name
	 * @throws IllegalArgumentException if there are too few or too many values, one has a
	 * character that a level must not have, or what comes out is no topic name
	 */
	public String expand(@Nullable Object... values) {
		if (values.length != this.variables.size()) {
			throw new IllegalArgumentException("topic '" + this.text + "' has " + this.variables.size()
					+ " variables but there are " + values.length + " values");
		}
		Map<String, @Nullable Object> named = new LinkedHashMap<>();
		for (int i = 0; i < values.length; i++) {
			named.put(this.variables.get(i), values[i]);
		}
		return expand(named);
	}

	/**
	 * Puts values in place of the variables.
	 * @param values the values by their names; more than there are variables do no harm
	 * @return the topic name
	 * @throws IllegalArgumentException if one is missing, has a character that a level
	 * must not have, or what comes out is no topic name
	 */
	public String expand(Map<String, ? extends @Nullable Object> values) {
		StringBuilder topic = new StringBuilder();
		Matcher matcher = VARIABLE.matcher(this.text);
		int last = 0;
		while (matcher.find()) {
			topic.append(this.text, last, matcher.start());
			topic.append(checked(matcher.group(2), !matcher.group(1).isEmpty(), values.get(matcher.group(2))));
			last = matcher.end();
		}
		topic.append(this.text, last, this.text.length());
		return MqttTopicFilter.checkTopicName(topic.toString());
	}

	// a value with a slash or a wildcard would reach another topic than was meant
	private String checked(String name, boolean all, @Nullable Object value) {
		String text = (value != null) ? value.toString() : "";
		require(value != null, this.text, "needs a value for '" + name + "'");
		require(text.indexOf('+') < 0 && text.indexOf('#') < 0, this.text, "got a wildcard as '" + name + "'");
		require(all || (!text.isEmpty() && text.indexOf('/') < 0), this.text,
				"got as '" + name + "' what is empty or more than one level");
		return text;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof MqttTopicTemplate other && this.text.equals(other.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

	private static void require(boolean condition, String text, String otherwise) {
		if (!condition) {
			throw new IllegalArgumentException("topic '" + text + "' " + otherwise);
		}
	}

	/**
	 * How to read variables out of topics.
	 *
	 * @param filter what topics have to match
	 * @param names for each level the name of its variable, empty for none
	 * @param all whether the last variable takes all levels that are left
	 */
	private record Reading(MqttTopicFilter filter, List<String> names, boolean all) {

		static Reading of(String text) {
			String[] levels = text.split("/", -1);
			List<String> names = new ArrayList<>();
			boolean all = false;
			for (int i = 0; i < levels.length; i++) {
				Matcher matcher = VARIABLE.matcher(levels[i]);
				boolean isVariable = matcher.find();
				names.add(isVariable ? matcher.group(2) : "");
				if (isVariable) {
					require(matcher.group().length() == levels[i].length(), text,
							"has a variable beside other characters of a level, '" + levels[i] + "'");
					all = !matcher.group(1).isEmpty();
					require(!all || i == levels.length - 1, text, "has '" + levels[i] + "' before its last level");
					levels[i] = all ? "#" : "+";
				}
			}
			MqttTopicFilter filter = MqttTopicFilter.of(String.join("/", levels));
			int ofGroup = levels.length - filter.filter().split("/", -1).length;
			return new Reading(filter, List.copyOf(names.subList(ofGroup, names.size())), all);
		}

		Map<String, String> read(String topic) {
			Map<String, String> values = new LinkedHashMap<>();
			int start = 0;
			for (int i = 0; i < this.names.size(); i++) {
				boolean toTheEnd = this.all && i == this.names.size() - 1;
				int end = toTheEnd ? -1 : topic.indexOf('/', start);
				if (!this.names.get(i).isEmpty()) {
					values.put(this.names.get(i), value(topic, start, end));
				}
				start = (end >= 0) ? end + 1 : topic.length() + 1;
			}
			return values;
		}

		// past the end there is nothing: a/{*rest} selects a as well
		private static String value(String topic, int start, int end) {
			return (start > topic.length()) ? "" : topic.substring(start, (end >= 0) ? end : topic.length());
		}

	}

}
