package io.mqttboot.spring.web;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a request that succeeds is answered, as the documents have it: {@code "code": 1},
 * and mostly data.
 */
final class Answer {

	private Answer() {
	}

	static Map<String, @Nullable Object> of(Object data) {
		return View.of("code", 1, "data", data);
	}

	/** Returns a page of something. */
	static Map<String, @Nullable Object> page(List<?> list, int number, int size, int total) {
		return of(View.of("list", list, "pageNumber", number, "pageSize", size, "totalRow", total));
	}

}
