package io.mqttboot.spring.web;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No controller serves a request that has not passed the gate.
 */
class ControllersTests {

	private static final List<Class<?>> CONTROLLERS = List.of(MessagingController.class, ClientsController.class,
			RetainedController.class, BansController.class, OperationsController.class, StateController.class,
			ServletFeedController.class, ReactiveFeedController.class);

	@Test
	void every_method_that_serves_asks_for_the_caller() {
		List<Method> serving = new ArrayList<>();
		CONTROLLERS.forEach((controller) -> Stream.of(controller.getDeclaredMethods())
			.filter((method) -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
			.forEach(serving::add));
		assertThat(serving).hasSize(32)
			.allSatisfy((method) -> assertThat(method.getParameters()).filteredOn("type", Caller.class)
				.singleElement()
				.satisfies((parameter) -> {
					RequestAttribute attribute = parameter.getAnnotation(RequestAttribute.class);
					assertThat(attribute.value()).isEqualTo(Caller.ATTRIBUTE);
					assertThat(attribute.required()).isTrue();
				}));
	}

	@Test
	void every_controller_of_the_package_is_in_this_list() {
		assertThat(CONTROLLERS).allMatch(ApiController.class::isAssignableFrom);
		assertThat(Stream
			.of(MqttHttpConfiguration.class, MqttHttpServletConfiguration.class, MqttHttpReactiveConfiguration.class)
			.flatMap((configuration) -> Stream.of(configuration.getDeclaredMethods()))
			.map(Method::getReturnType)
			.filter(ApiController.class::isAssignableFrom)).containsExactlyInAnyOrderElementsOf(CONTROLLERS);
	}

}
