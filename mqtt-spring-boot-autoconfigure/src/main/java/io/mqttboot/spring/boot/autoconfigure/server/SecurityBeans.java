package io.mqttboot.spring.boot.autoconfigure.server;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;

/**
 * The beans that a {@link LibraryMechanism} works with, of which there must be one.
 *
 * @param beans the beans of the application
 * @param kind the mechanism
 */
record SecurityBeans(ListableBeanFactory beans, LibraryMechanism.Kind kind) {

	/** Whether there is a bean, which is not created yet. */
	boolean have(Class<?> type) {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, type).length > 0;
	}

	/**
	 * Returns the bean of a type.
	 * @throws AuthenticationSetupException if there are several, and none is primary
	 */
	<T> T only(Class<T> type) {
		try {
			return this.beans.getBean(type);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw this.kind.ambiguous(type);
		}
	}

}
