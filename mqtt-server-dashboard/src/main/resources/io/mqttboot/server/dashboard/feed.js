// What the server says of itself once a second, kept for some minutes: it goes on while other pages are looked at.

import {listen} from './api.js';

const EVERY_MILLIS = 1000;

const POINTS = 180;

export const feed = {stats: null, live: true, error: null, points: []};

const readers = new Set();

let before = null;

const tell = () => readers.forEach((reader) => reader());

function rate(name, now) {
	return Math.max(0, (now.messages[name] - before.messages[name]) * 1000 / (now.at - before.at));
}

function take(stats) {
	// a server that was started again counts from zero
	if (before && stats.at > before.at) {
		feed.points.push({
			at: stats.at,
			packets: [rate('receivedPackets', stats), rate('sendPackets', stats)],
			bytes: [rate('receivedBytes', stats), rate('sendBytes', stats)],
		});
		if (feed.points.length > POINTS) {
			feed.points.shift();
		}
	}
	before = stats;
	feed.stats = stats;
	feed.live = true;
	tell();
}

/** Calls back at each sample; returns what ends that. */
export function read(reader) {
	readers.add(reader);
	return () => readers.delete(reader);
}

function follow() {
	// no rate over a gap
	before = null;
	return listen('stats/sse', {delay: EVERY_MILLIS}, take, (live, error) => {
		feed.live = live;
		feed.error = error;
		if (!live) {
			before = null;
		}
		tell();
	});
}

/** Listens while the page can be seen: a browser has few connections for all its pages of one server. */
export function start() {
	let end = null;
	const look = () => {
		if (document.hidden) {
			end?.();
			end = null;
		}
		else {
			end ??= follow();
		}
	};
	document.addEventListener('visibilitychange', look);
	look();
}
