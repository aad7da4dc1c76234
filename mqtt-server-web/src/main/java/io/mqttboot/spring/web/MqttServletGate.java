package io.mqttboot.spring.web;

import java.io.IOException;
import java.security.Principal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The gate of the HTTP API on the servlet stack; behind the filters of Spring Security.
 */
public final class MqttServletGate extends OncePerRequestFilter {

	private final MqttHttpGate gate;

	/**
	 * Creates a filter.
	 * @param gate decides
	 */
	public MqttServletGate(MqttHttpGate gate) {
		this.gate = gate;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !this.gate.guards(pathOf(request));
	}

	/**
	 * Returns the path of a request as the gate wants it.
	 * @param request the request
	 * @return the path within the application
	 */
	public static PathContainer pathOf(HttpServletRequest request) {
		RequestPath path = ServletRequestPathUtils.parse(request);
		return path.pathWithinApplication();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Caller caller = null;
		Refusal refusal = null;
		if (this.gate.authenticates() && this.gate.isBlocked(request.getRemoteAddr())) {
			refusal = Refusal.BLOCKED;
		}
		else {
			caller = caller(request);
			refusal = (caller == null) ? Refusal.UNKNOWN : this.gate.refuses(caller, request.getMethod(),
					request.getContentLengthLong(), request::getHeader);
		}
		if (refusal != null) {
			write(response, refusal, this.gate.authenticates());
			return;
		}
		request.setAttribute(Caller.ATTRIBUTE, caller);
		chain.doFilter(
				(request.getContentLengthLong() < 0) ? new BoundedRequest(request, this.gate.bodyBytesMax()) : request,
				response);
	}

	private @Nullable Caller caller(HttpServletRequest request) {
		if (this.gate.authenticates()) {
			return this.gate.authenticate(request.getHeader("Authorization"), request.getRemoteAddr());
		}
		Principal principal = request.getUserPrincipal();
		return (principal != null) ? new Caller(principal.getName(), Authorities.of(principal), request.getRemoteAddr())
				: null;
	}

	/**
	 * Tells a sender that it is not known.
	 * @param response where to
	 * @throws IOException if that fails
	 */
	public static void unknown(HttpServletResponse response) throws IOException {
		write(response, Refusal.UNKNOWN, true);
	}

	private static void write(HttpServletResponse response, Refusal refusal, boolean challenges) throws IOException {
		response.setStatus(refusal.status());
		if (refusal == Refusal.UNKNOWN && challenges) {
			response.setHeader("WWW-Authenticate", MqttHttpGate.CHALLENGE);
		}
		response.setContentType("application/problem+json");
		byte[] json = refusal.json();
		response.setContentLength(json.length);
		response.getOutputStream().write(json);
	}

	/** A request that does not say how long it is, and may not be too long. */
	private static final class BoundedRequest extends HttpServletRequestWrapper {

		private final long max;

		private BoundedRequest(HttpServletRequest request, long max) {
			super(request);
			this.max = max;
		}

		@Override
		public ServletInputStream getInputStream() throws IOException {
			return new BoundedStream(super.getInputStream(), this.max);
		}

	}

	/** A stream that ends in a failure when it is too long. */
	private static final class BoundedStream extends ServletInputStream {

		private final ServletInputStream from;

		private long left;

		private BoundedStream(ServletInputStream from, long max) {
			this.from = from;
			this.left = max;
		}

		@Override
		public int read() throws IOException {
			int next = this.from.read();
			took((next < 0) ? 0 : 1);
			return next;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int count = this.from.read(bytes, offset, length);
			took(Math.max(0, count));
			return count;
		}

		private void took(int count) {
			this.left -= count;
			if (this.left < 0) {
				throw ApiFailure.failed(HttpStatus.CONTENT_TOO_LARGE, Refusal.TOO_LARGE.detail());
			}
		}

		@Override
		public boolean isFinished() {
			return this.from.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.from.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.from.setReadListener(listener);
		}

	}

}
