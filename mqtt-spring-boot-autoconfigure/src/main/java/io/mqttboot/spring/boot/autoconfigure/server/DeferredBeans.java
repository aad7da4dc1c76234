package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * The application's beans of one type, which may themselves ask for the server: counted
 * when the server is built, created in their order when it starts.
 *
 * @param <T> the type of the beans
 */
final class DeferredBeans<T> {

	private final Class<T> type;

	private final ObjectProvider<T> provider;

	private final int count;

	private volatile @Nullable List<T> beans;

	/**
	 * Create beans to be.
	 * @param provider knows the beans; injected, or it would take beans for candidates
	 * that are none
	 */
	DeferredBeans(Class<T> type, ObjectProvider<T> provider, ConfigurableListableBeanFactory beanFactory) {
		this.type = type;
		this.provider = provider;
		this.count = (int) List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type))
			.stream()
			.filter((name) -> isCandidate(beanFactory, name))
			.count();
	}

	boolean isEmpty() {
		return this.count == 0;
	}

	/** Passes each bean on as a proxy that asks for the bean when it is called. */
	void forEach(Function<Supplier<T>, T> proxy, Consumer<T> action) {
		IntStream.range(0, this.count).forEach((index) -> action.accept(proxy.apply(() -> resolve().get(index))));
	}

	/** Creates the beans, unless that was done. */
	List<T> resolve() {
		List<T> known = this.beans;
		if (known == null) {
			known = this.provider.orderedStream().toList();
			if (known.size() != this.count) {
				throw new IllegalStateException(
						"Expected %d beans of %s but found %d".formatted(this.count, this.type, known.size()));
			}
			this.beans = known;
		}
		return known;
	}

	private static boolean isCandidate(ConfigurableListableBeanFactory beanFactory, String name) {
		if (!beanFactory.containsBeanDefinition(name)) {
			return true;
		}
		BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
		return definition.isAutowireCandidate()
				&& !(definition instanceof AbstractBeanDefinition known && !known.isDefaultCandidate());
	}

}
