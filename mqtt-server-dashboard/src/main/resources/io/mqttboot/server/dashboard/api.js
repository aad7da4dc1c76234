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
	return read(response);
}

async function read(response) {
	const text = await response.text();
	const answer = text.startsWith('{') ? JSON.parse(text) : {};
	if (!response.ok || answer.code !== 1) {
		// whoever is not logged in any more may be sent to another page
		throw new ApiError(response.redirected ? 401 : response.status, answer.detail ?? answer.msg ?? `${response.status} ${response.statusText}`);
	}
	return answer.data;
}

export const get = (path, parameters) => call('GET', path, parameters);

export const post = (path, parameters, body) => call('POST', path, parameters, body);

// An event source does not say why it was refused, so that is asked for once more.
async function refusal(url) {
	const asking = new AbortController();
	try {
		const response = await fetch(url, {credentials: 'same-origin', signal: asking.signal});
		if (response.ok && !response.redirected) {
			return null;
		}
		await read(response);
	}
	catch (error) {
		return error instanceof ApiError ? error : null;
	}
	finally {
		asking.abort();
	}
	return null;
}

/**
 * Listens to server-sent events; returns what ends that. A browser comes back by itself when a connection is
 * cut, but not when it was refused, so that is done here, unless it is the request that is wrong.
 */
export function listen(path, parameters, message, state) {
	const url = address(path, parameters);
	let source;
	let timer;
	let ended = false;
	const refused = async () => {
		const error = await refusal(url);
		if (ended) {
			return;
		}
		state(false, error);
		if (!error || error.status >= 500) {
			timer = setTimeout(open, AGAIN_MILLIS);
		}
	};
	const open = () => {
		source = new EventSource(url);
		source.onopen = () => state(true, null);
		source.onmessage = (event) => message(JSON.parse(event.data));
		source.onerror = () => {
			state(false, null);
			if (source.readyState === EventSource.CLOSED) {
				refused();
			}
		};
	};
	open();
	return () => {
		ended = true;
		clearTimeout(timer);
		source.close();
	};
}
