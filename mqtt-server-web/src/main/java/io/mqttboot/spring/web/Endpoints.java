package io.mqttboot.spring.web;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What the API can do: all that its controllers take.
 */
final class Endpoints {

	private final ObjectProvider<ApiController> controllers;

	private final String basePath;

	Endpoints(ObjectProvider<ApiController> controllers, MqttHttpSettings settings) {
		this.controllers = controllers;
		this.basePath = settings.basePath();
	}

	List<Map<String, @Nullable Object>> all() {
		List<Map<String, @Nullable Object>> all = new ArrayList<>();
		this.controllers.stream().forEach((controller) -> {
			for (Method method : ClassUtils.getUserClass(controller).getDeclaredMethods()) {
				RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
				if (mapping != null) {
					Stream.of(mapping.path())
						.forEach((path) -> all
							.add(View.of("method", mapping.method()[0].name(), "path", this.basePath + path)));
				}
			}
		});
		all.sort(Comparator.comparing((each) -> each.get("path") + " " + each.get("method")));
		return all;
	}

}
