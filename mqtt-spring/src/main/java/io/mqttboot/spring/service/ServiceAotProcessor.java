package io.mqttboot.spring.service;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Tells a native image of the proxies that interface clients are.
 */
final class ServiceAotProcessor implements BeanRegistrationAotProcessor {

	private final ReflectiveRuntimeHintsRegistrar reflective = new ReflectiveRuntimeHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		Class<?> type = type(bean);
		if (!type.isInterface() || !hasExchanges(type)) {
			return null;
		}
		return (generation, code) -> {
			generation.getRuntimeHints().proxies().registerJdkProxy(type);
			this.reflective.registerRuntimeHints(generation.getRuntimeHints(), type);
		};
	}

	private static Class<?> type(RegisteredBean bean) {
		Object object = bean.getMergedBeanDefinition().getAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE);
		return (object instanceof Class<?> type) ? type : bean.getBeanType().toClass();
	}

	private static boolean hasExchanges(Class<?> type) {
		return !MethodIntrospector
			.selectMethods(type, (MethodIntrospector.MetadataLookup<Boolean>) (
					method) -> AnnotatedElementUtils.hasAnnotation(method, MqttExchange.class) ? Boolean.TRUE : null)
			.isEmpty();
	}

}
