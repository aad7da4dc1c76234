package io.mqttboot.spring.web;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import io.mqttboot.MqttProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers what went wrong with problem details, on both web stacks alike.
 */
@RestControllerAdvice(basePackageClasses = ApiFailures.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiFailures {

	private static final Logger logger = LoggerFactory.getLogger(ApiFailures.class);

	@ExceptionHandler
	@Nullable ResponseEntity<ProblemDetail> failed(Exception thrown) {
		if (thrown instanceof IOException) {
			return null; // its sender is gone
		}
		ProblemDetail problem = problem(thrown);
		return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

	private static ProblemDetail problem(Exception thrown) {
		if (thrown instanceof ErrorResponse known) {
			return unreadable(known);
		}
		return of(thrown).problem();
	}

	// What Spring finds wrong before a controller is called: the body, mostly.
	private static ProblemDetail unreadable(ErrorResponse known) {
		HttpStatusCode status = known.getStatusCode();
		ProblemDetail problem = ProblemDetail.forStatus(status);
		problem.setDetail(
				status.isSameCodeAs(HttpStatus.BAD_REQUEST) ? "the body cannot be read" : known.getBody().getDetail());
		problem.setProperty("code", status.is4xxClientError() ? ApiFailure.BODY : ApiFailure.FAILED);
		return problem;
	}

	/** Returns what the sender of a request is told about a failure. */
	static ApiFailure of(Throwable thrown) {
		Throwable cause = (thrown instanceof CompletionException && thrown.getCause() != null) ? thrown.getCause()
				: thrown;
		if (cause instanceof ApiFailure failure) {
			return failure;
		}
		if (cause instanceof HttpMessageNotReadableException) {
			if (NestedExceptionUtils.getRootCause(cause) instanceof ApiFailure failure) {
				return failure; // it was too long
			}
			return ApiFailure.body("the body cannot be read");
		}
		if (cause instanceof MqttProtocolException refusal) {
			return Reasons.failure(refusal.reasonCode(), refusal.getMessage());
		}
		if (cause instanceof TimeoutException) {
			return ApiFailure.failed(HttpStatus.GATEWAY_TIMEOUT, "it was not stored in time");
		}
		// the message may hold what is nobody's business
		logger.warn("A request of the HTTP API failed with {}; the stack trace is logged at debug level",
				cause.getClass().getName());
		logger.debug("A request of the HTTP API failed", cause);
		return (cause instanceof IllegalStateException)
				? ApiFailure.failed(HttpStatus.SERVICE_UNAVAILABLE, "the server does not run, or has no room")
				: ApiFailure.failed(HttpStatus.INTERNAL_SERVER_ERROR, "it failed; the log says more");
	}

}
