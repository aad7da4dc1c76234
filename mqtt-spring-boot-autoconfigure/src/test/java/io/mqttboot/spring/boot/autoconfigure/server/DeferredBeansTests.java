package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

class DeferredBeansTests {

	private final GenericApplicationContext parent = new GenericApplicationContext();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final List<String> created = new ArrayList<>();

	@AfterEach
	void close() {
		this.context.close();
		this.parent.close();
	}

	@Test
	void beans_are_created_when_they_are_resolved_and_not_before() {
		register(this.context, "one", 1);
		DeferredBeans<Greeting> beans = beans();
		List<Greeting> proxies = new ArrayList<>();
		beans.forEach(Proxy::new, proxies::add);
		assertThat(proxies).hasSize(1);
		assertThat(this.created).isEmpty();
		beans.resolve();
		assertThat(this.created).containsExactly("one");
		assertThat(proxies.get(0).text()).isEqualTo("one");
	}

	@Test
	void a_proxy_that_is_called_early_creates_its_bean() {
		register(this.context, "one", 1);
		List<Greeting> proxies = new ArrayList<>();
		beans().forEach(Proxy::new, proxies::add);
		assertThat(proxies.get(0).text()).isEqualTo("one");
	}

	@Test
	void proxies_stand_in_the_order_of_their_beans() {
		register(this.context, "last", 3);
		register(this.context, "first", 1);
		register(this.context, "second", 2);
		assertThat(texts()).containsExactly("first", "second", "last");
	}

	@Test
	void beans_that_are_no_candidates_are_left_out() {
		register(this.context, "one", 1);
		register(this.context, "other", 2, (definition) -> definition.setAutowireCandidate(false));
		register(this.context, "another", 3,
				(definition) -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false));
		assertThat(texts()).containsExactly("one");
	}

	@Test
	void beans_of_a_parent_and_singletons_without_a_definition_are_found() {
		register(this.parent, "above", 1);
		this.context.getBeanFactory().registerSingleton("manual", new Greeting("manual", 2));
		register(this.context, "below", 3);
		assertThat(texts()).containsExactly("above", "manual", "below");
	}

	@Test
	void without_beans_there_is_nothing() {
		assertThat(texts()).isEmpty();
	}

	private List<String> texts() {
		List<Greeting> proxies = new ArrayList<>();
		DeferredBeans<Greeting> beans = beans();
		beans.forEach(Proxy::new, proxies::add);
		beans.resolve();
		return proxies.stream().map(Greeting::text).toList();
	}

	private DeferredBeans<Greeting> beans() {
		this.parent.refresh();
		this.context.setParent(this.parent);
		this.context.refresh();
		return new DeferredBeans<>(Greeting.class, this.context.getBeanFactory().createBean(Injected.class).provider,
				this.context.getBeanFactory());
	}

	private void register(GenericApplicationContext target, String name, int order,
			BeanDefinitionCustomizer... customizers) {
		target.registerBean(name, Greeting.class, () -> {
			this.created.add(name);
			return new Greeting(name, order);
		}, customizers);
		target.getBeanDefinition(name).setLazyInit(true);
	}

	/**
	 * Where beans are injected.
	 */
	static class Injected {

		private final ObjectProvider<Greeting> provider;

		Injected(ObjectProvider<Greeting> provider) {
			this.provider = provider;
		}

	}

	/**
	 * A bean with a place in an order.
	 */
	static class Greeting implements Ordered {

		private final String text;

		private final int order;

		Greeting(String text, int order) {
			this.text = text;
			this.order = order;
		}

		String text() {
			return this.text;
		}

		@Override
		public int getOrder() {
			return this.order;
		}

	}

	/**
	 * Stands in for a bean to be.
	 */
	static class Proxy extends Greeting {

		private final Supplier<Greeting> bean;

		Proxy(Supplier<Greeting> bean) {
			super("", 0);
			this.bean = bean;
		}

		@Override
		String text() {
			return this.bean.get().text();
		}

	}

}
