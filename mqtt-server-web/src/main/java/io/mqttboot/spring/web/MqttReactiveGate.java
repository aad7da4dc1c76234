package io.mqttboot.spring.web;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * The gate of the HTTP API on the reactive stack; behind the filter of Spring Security.
 */
public final class MqttReactiveGate implements WebFilter, Ordered {

	// that of Spring Security is at -100
	private static final int ORDER = -90;

	private final MqttHttpGate gate;

	/**
	 * Creates a filter.
	 * @param gate decides
	 */
	public MqttReactiveGate(MqttHttpGate gate) {
		this.gate = gate;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (!this.gate.guards(request.getPath().pathWithinApplication())) {
			return chain.filter(exchange);
		}
		String address = address(request);
		if (this.gate.authenticates()) {
			if (this.gate.isBlocked(address)) {
				return write(exchange.getResponse(), Refusal.BLOCKED, true);
			}
			String authorization = request.getHeaders().getFirst("Authorization");
			return pass(exchange, chain, this.gate.authenticate(authorization, address));
		}
		return exchange.getPrincipal()
			.map((principal) -> new Caller(principal.getName(), Authorities.of(principal), address))
			.singleOptional()
			.flatMap((caller) -> pass(exchange, chain, caller.orElse(null)));
	}

	private static String address(ServerHttpRequest request) {
		InetSocketAddress address = request.getRemoteAddress();
		if (address == null) {
			return "unknown";
		}
		return (address.getAddress() != null) ? address.getAddress().getHostAddress() : address.getHostString();
	}

	private Mono<Void> pass(ServerWebExchange exchange, WebFilterChain chain, @Nullable Caller caller) {
		ServerHttpRequest request = exchange.getRequest();
		Refusal refusal = (caller == null) ? Refusal.UNKNOWN : this.gate.refuses(caller, request.getMethod().name(),
				request.getHeaders().getContentLength(), request.getHeaders()::getFirst);
		if (caller == null || refusal != null) {
			return write(exchange.getResponse(), (refusal != null) ? refusal : Refusal.UNKNOWN,
					this.gate.authenticates());
		}
		exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
		return chain.filter(exchange);
	}

	/**
	 * Tells a sender that it is not known.
	 * @param exchange where to
	 * @return when that is done
	 */
	public static Mono<Void> unknown(ServerWebExchange exchange) {
		return write(exchange.getResponse(), Refusal.UNKNOWN, true);
	}

	private static Mono<Void> write(ServerHttpResponse response, Refusal refusal, boolean challenges) {
		response.setStatusCode(HttpStatusCode.valueOf(refusal.status()));
		if (refusal == Refusal.UNKNOWN && challenges) {
			response.getHeaders().set("WWW-Authenticate", MqttHttpGate.CHALLENGE);
		}
		response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return response.writeWith(Mono.just(response.bufferFactory().wrap(refusal.json())));
	}

}
