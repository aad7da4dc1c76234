package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import java.net.URI;

import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves the dashboard on Spring WebFlux.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass(RouterFunction.class)
class ReactiveDashboard {

	@Bean
	RouterFunction<ServerResponse> mqttDashboardRouterFunction(DashboardFiles files) {
		return RouterFunctions.route()
			// relative: the application may lie below a path that it does not know
			.GET(DashboardFiles.PATH,
					(request) -> ServerResponse.temporaryRedirect(URI.create(DashboardFiles.PATH.substring(1) + "/"))
						.build())
			.GET(DashboardFiles.PATH + "/{*file}", (request) -> answer(files, request))
			.build();
	}

	private static Mono<ServerResponse> answer(DashboardFiles files, ServerRequest request) {
		DashboardFile file = files.find(request.pathVariable("file").substring(1));
		if (file == null || request.attribute(DashboardFiles.CALLER).isEmpty()) {
			return ServerResponse.notFound().headers(DashboardFiles::addHeaders).build();
		}
		return request.checkNotModified(file.tag())
			.switchIfEmpty(ServerResponse.ok()
				.headers(DashboardFiles::addHeaders)
				.contentType(file.type())
				.contentLength(file.content().length)
				.eTag(file.tag())
				.bodyValue(file.content()));
	}

}
