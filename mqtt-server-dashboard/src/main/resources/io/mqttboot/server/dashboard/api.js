// Talks to the HTTP API, as whoever is logged in here.

const BASE = new URL(document.querySelector('meta[name="mqtt-api"]').content, document.baseURI).pathname;

const AGAIN_MILLIS = 3000;

export class ApiError extends Error {

	constructor(status, message) {
		super(message);
		this.status = status;
	}

}

// What Spring Security may want back from its cookie.
function csrf() {
	const cookie = document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='));
	return cookie ? {'X-XSRF-TOKEN': decodeURIComponent(cookie.substring(11))} : {};
}

function address(path, parameters) {
	const url = new URL(BASE + path, location.href);
	for (const [name, value] of Object.entries(parameters ?? {})) {
		if (value !== undefined && value !== null && value !== '') {
			url.searchParams.set(name, value);
		}
	}
	return url;
}

async function call(method, path, parameters, body) {
	const post = method !== 'GET';
	const response = await fetch(address(path, parameters), {
		method,
		credentials: 'same-origin',
		headers: {
			'Accept': 'application/json, application/problem+json',
			// other pages cannot send these: a form has neither
			...(post ? {'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest', ...csrf()} : {}),
		},
		body: post ? JSON.stringify(body ?? {}) : undefined,
	});
	const text = await response.text();
	const answer = text.startsWith('{') ? JSON.parse(text) : {};
	if (!response.ok || answer.code !== 1) {
		throw new ApiError(response.status, answer.detail ?? answer.msg ?? `${response.status} ${response.statusText}`);
	}
	return answer.data;
}

export const get = (path, parameters) => call('GET', path, parameters);

export const post = (path, parameters, body) => call('POST', path, parameters, body);

/**
 * Listens to server-sent events; returns what ends that. A browser comes back by itself when a connection is
 * cut, but not when it was refused, so that is done here.
 */
export function listen(path, parameters, message, state) {
	let source;
	let timer;
	const open = () => {
		source = new EventSource(address(path, parameters));
		source.onopen = () => state?.(true);
		source.onmessage = (event) => message(JSON.parse(event.data));
		source.onerror = () => {
			state?.(false);
			if (source.readyState === EventSource.CLOSED) {
				timer = setTimeout(open, AGAIN_MILLIS);
			}
		};
	};
	open();
	return () => {
		clearTimeout(timer);
		source.close();
	};
}
