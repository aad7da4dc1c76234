package io.mqttboot.spring.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * The attributes of an annotation, with placeholders and expressions resolved.
 */
final class ListenerAttributes {

	private final MergedAnnotation<?> annotation;

	private final ConfigurableListableBeanFactory beans;

	ListenerAttributes(MergedAnnotation<?> annotation, ConfigurableListableBeanFactory beans) {
		this.annotation = annotation;
		this.beans = beans;
	}

	/** Returns a text, or what stands in for an empty one. */
	String text(String name, String otherwise) {
		if (!has(name)) {
			return otherwise;
		}
		String text = resolved(this.annotation.getString(name));
		return text.isEmpty() ? otherwise : text;
	}

	// the two annotations do not have all attributes in common
	private boolean has(String name) {
		return Arrays.stream(this.annotation.getType().getDeclaredMethods())
			.anyMatch((attribute) -> attribute.getName().equals(name));
	}

	/** Returns all texts; an expression may stand for several. */
	String[] texts(String name) {
		List<String> all = new ArrayList<>();
		for (String each : this.annotation.getStringArray(name)) {
			flatten(evaluated(each), all);
		}
		return all.toArray(String[]::new);
	}

	private static void flatten(@Nullable Object value, List<String> all) {
		if (value instanceof Object[] several) {
			Arrays.stream(several).forEach((each) -> flatten(each, all));
		}
		else if (value instanceof Collection<?> several) {
			several.forEach((each) -> flatten(each, all));
		}
		else {
			all.add(String.valueOf(value));
		}
	}

	/** Returns what a text says, {@code null} for an empty one. */
	<T> @Nullable T value(String name, Function<String, T> reading) {
		String text = text(name, "");
		if (text.isEmpty()) {
			return null;
		}
		try {
			return reading.apply(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(name + " is '" + text + "': " + ex.getMessage(), ex);
		}
	}

	/** Returns a constant, named in whatever case. */
	<E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
		return value(name, (text) -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
	}

	/** Returns a switch. */
	boolean flag(String name) {
		return Boolean.parseBoolean(text(name, "false"));
	}

	/** Returns the bean of a name, {@code null} for an empty one. */
	<T> @Nullable T bean(String name, Class<T> type) {
		String bean = text(name, "");
		return bean.isEmpty() ? null : this.beans.getBean(bean, type);
	}

	/** Resolves placeholders and expressions. */
	String resolved(String text) {
		Object value = evaluated(text);
		return (value != null) ? value.toString() : "";
	}

	private @Nullable Object evaluated(String text) {
		String embedded = this.beans.resolveEmbeddedValue(text);
		BeanExpressionResolver expressions = this.beans.getBeanExpressionResolver();
		if (expressions == null || embedded == null || !embedded.contains("#{")) {
			return embedded;
		}
		return expressions.evaluate(embedded, new BeanExpressionContext(this.beans, null));
	}

}
