package io.mqttboot.testkit.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The properties of a packet, sorted by number; those of one number keep their order.
 */
final class Properties {

	private final List<Entry> entries = new ArrayList<>();

	void add(Property property, Object value) {
		this.entries.add(new Entry(property, value));
		this.entries.sort(Comparator.comparingInt((entry) -> entry.property().number()));
	}

	List<Object> values(Property property) {
		return this.entries.stream().filter((entry) -> entry.property() == property).map(Entry::value).toList();
	}

	boolean isEmpty() {
		return this.entries.isEmpty();
	}

	Properties without(Property property) {
		Properties others = new Properties();
		this.entries.stream().filter((entry) -> entry.property() != property).forEach(others.entries::add);
		return others;
	}

	void write(ByteWriter out) {
		ByteWriter block = new ByteWriter();
		for (Entry entry : this.entries) {
			block.variable(entry.property().number());
			write(block, entry.property().form(), entry.value());
		}
		byte[] bytes = block.bytes();
		out.variable(bytes.length).raw(bytes);
	}

	private static void write(ByteWriter out, Property.Form form, Object value) {
		switch (form) {
			case BYTE -> out.one((int) number(value));
			case TWO_BYTES -> out.two((int) number(value));
			case FOUR_BYTES -> out.four(number(value));
			case VARIABLE -> out.variable((int) number(value));
			case STRING -> out.string((String) value);
			case BINARY -> out.binary(((Bytes) value).array());
			case PAIR -> {
				Map.Entry<?, ?> pair = (Map.Entry<?, ?>) value;
				out.string((String) pair.getKey()).string((String) pair.getValue());
			}
		}
	}

	private static long number(Object value) {
		return ((Number) value).longValue();
	}

	void read(ByteReader in, Predicate<Property> allowed) {
		ByteReader block = in.part(in.variable());
		while (block.hasMore()) {
			Property property = Property.of(block.variable());
			ByteReader.check(allowed.test(property), property + " may not stand here");
			ByteReader.check(property.repeats() || values(property).isEmpty(), property + " stands twice");
			add(property, read(block, property.form()));
		}
	}

	private static Object read(ByteReader in, Property.Form form) {
		return switch (form) {
			case BYTE -> (long) in.one();
			case TWO_BYTES -> (long) in.two();
			case FOUR_BYTES -> in.four();
			case VARIABLE -> (long) in.variable();
			case STRING -> in.string();
			case BINARY -> new Bytes(in.binary());
			case PAIR -> Map.entry(in.string(), in.string());
		};
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.entries.forEach((entry) -> text.append(' ').append(entry.property()).append('=').append(entry.value()));
		return text.toString();
	}

	private record Entry(Property property, Object value) {
	}

}
