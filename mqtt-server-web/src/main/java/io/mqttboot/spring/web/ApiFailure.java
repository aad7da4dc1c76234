package io.mqttboot.spring.web;

import java.io.Serial;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * A request that comes to nothing, and what its sender is told: a status, a code of the
 * documents and a sentence.
 */
final class ApiFailure extends RuntimeException {

	/** A parameter is missing or bad. */
	static final int PARAMETER = 101;

	/** A body is missing or bad. */
	static final int BODY = 102;

	/** There is no such client. */
	static final int UNKNOWN = 103;

	/** It is not permitted. */
	static final int NOT_PERMITTED = 104;

	/** It failed. */
	static final int FAILED = 105;

	@Serial
	private static final long serialVersionUID = 1L;

	private final HttpStatus status;

	private final int code;

	private final String detail;

	private final transient Map<String, Object> more;

	private ApiFailure(HttpStatus status, int code, String detail, Map<String, Object> more) {
		super(detail, null, false, false);
		this.status = status;
		this.code = code;
		this.detail = detail;
		this.more = more;
	}

	static ApiFailure parameter(String detail) {
		return new ApiFailure(HttpStatus.BAD_REQUEST, PARAMETER, detail, Map.of());
	}

	static ApiFailure body(String detail) {
		return new ApiFailure(HttpStatus.BAD_REQUEST, BODY, detail, Map.of());
	}

	static ApiFailure unknown(String detail) {
		return new ApiFailure(HttpStatus.NOT_FOUND, UNKNOWN, detail, Map.of());
	}

	static ApiFailure unknownClient(String clientId) {
		return unknown("client '" + clientId + "' has no session");
	}

	static ApiFailure notPermitted(String detail) {
		return new ApiFailure(HttpStatus.FORBIDDEN, NOT_PERMITTED, detail, Map.of());
	}

	static ApiFailure failed(HttpStatus status, String detail) {
		return new ApiFailure(status, FAILED, detail, Map.of());
	}

	/** Returns this failure of one entry of a batch. */
	ApiFailure at(int index, int done) {
		return new ApiFailure(this.status, this.code, "entry " + index + ": " + this.detail,
				Map.of("index", index, "done", done));
	}

	HttpStatus status() {
		return this.status;
	}

	int code() {
		return this.code;
	}

	ProblemDetail problem() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(this.status, this.detail);
		problem.setProperty("code", this.code);
		this.more.forEach(problem::setProperty);
		return problem;
	}

}
