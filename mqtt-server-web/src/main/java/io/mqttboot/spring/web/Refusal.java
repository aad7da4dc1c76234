package io.mqttboot.spring.web;

import java.nio.charset.StandardCharsets;

/**
 * What a request is told that is not let in.
 *
 * @param status the status
 * @param title its name
 * @param code the code of the documents
 * @param detail why, in words that need no escape in JSON
 */
record Refusal(int status, String title, int code, String detail) {

	static final Refusal UNKNOWN = new Refusal(401, "Unauthorized", ApiFailure.NOT_PERMITTED,
			"credentials are missing or wrong");

	static final Refusal FORBIDDEN = new Refusal(403, "Forbidden", ApiFailure.NOT_PERMITTED,
			"the caller lacks the authority");

	static final Refusal BLOCKED = new Refusal(429, "Too Many Requests", ApiFailure.NOT_PERMITTED,
			"too many attempts failed; wait a while");

	static final Refusal FORGED = new Refusal(403, "Forbidden", ApiFailure.NOT_PERMITTED,
			"what changes something needs the content type application/json or a header X-Requested-With");

	static final Refusal TOO_LARGE = new Refusal(413, "Content Too Large", ApiFailure.BODY, "the body is too large");

	/** Returns problem details (RFC 9457). */
	byte[] json() {
		return ("{\"type\":\"about:blank\",\"title\":\"" + this.title + "\",\"status\":" + this.status
				+ ",\"detail\":\"" + this.detail + "\",\"code\":" + this.code + "}")
			.getBytes(StandardCharsets.UTF_8);
	}

}
