// What happens, at a glance.

import {get} from './api.js';
import {LiveChart} from './charts.js';
import {feed, read} from './feed.js';
import {Failure, Fragment, Table, bytes, clientPage, duration, h, number, useEffect, useState} from './parts.js';
import {say} from './words.js';

const SLOW_EVERY_MILLIS = 5000;

const SLOW_MAX = 10;

function Figures({stats}) {
	const figures = [
		['connections', number(stats.connections.size)],
		['sessions', number(stats.sessions)],
		['subscriptions', number(stats.subscriptions)],
		['retainedMessages', `${number(stats.retained.count)} · ${bytes(stats.retained.bytes)}`],
		['queued', `${number(stats.queued.messages)} · ${bytes(stats.queued.bytes)}`],
		['inflight', number(stats.inflight)],
	];
	return h('dl', {class: 'figures'}, figures.map(([name, value]) => h('div', {key: name, id: `figure-${name}`},
		h('dt', null, say(name)), h('dd', null, value))));
}

function Counts({id, title, counts, column}) {
	const rows = Object.entries(counts).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
	return h('section', {id},
		h('h3', null, title, ' ', h('small', {class: 'quiet'}, say('since'))),
		h(Table, {
			label: title,
			rows,
			rowKey: ([name]) => name,
			columns: [{title: column, cell: ([name]) => h('code', null, name)},
				{title: say('count'), class: 'figure', cell: ([, count]) => number(count)}],
		}));
}

function Slow() {
	const [rows, setRows] = useState(null);
	const [error, setError] = useState(null);
	useEffect(() => {
		let timer;
		let wanted = true;
		const load = () => get('slow', {_limit: SLOW_MAX}).then((found) => { setRows(found); setError(null); }, setError);
		// not every server counts them
		get('endpoints').then((endpoints) => {
			if (wanted && endpoints.some((endpoint) => endpoint.path.endsWith('/slow'))) {
				load();
				timer = setInterval(load, SLOW_EVERY_MILLIS);
			}
		}, setError);
		return () => {
			wanted = false;
			clearInterval(timer);
		};
	}, []);
	if (!rows) {
		return h(Failure, {error});
	}
	return h('section', {id: 'slow'},
		h('h3', null, say('slow')),
		h('p', {class: 'quiet'}, say('slowHint')),
		h(Failure, {error}),
		h(Table, {
			label: say('slow'),
			rows,
			rowKey: (row) => row.clientId,
			columns: [
				{title: say('clientId'), cell: (row) => h('a', {href: clientPage(row.clientId)}, row.clientId)},
				{title: say('longest'), class: 'figure', cell: (row) => duration(row.longestMillis)},
				{title: say('topic'), cell: (row) => h('code', null, row.topic)},
				{title: say('queued'), class: 'figure', cell: (row) => `${number(row.queuedMessages)} · ${bytes(row.queuedBytes)}`},
				{title: say('inflight'), class: 'figure', cell: (row) => number(row.inflight)},
			],
		}));
}

export function Overview({theme}) {
	const [, turn] = useState(0);
	useEffect(() => read(() => turn((before) => before + 1)), []);
	const {stats, live, error} = feed;
	const overloaded = stats && stats.overload !== 'normal';
	return h(Fragment, null,
		h('p', {role: 'status', id: 'state', class: live && !overloaded ? 'quiet' : 'failure'}, stats ? `${stats.name} · ` : '',
			live ? say('live') : say('stale'), overloaded ? ` · ${say('overload', stats.overload)}` : ''),
		h(Failure, {error}),
		stats && h(Figures, {stats}),
		h('div', {class: 'grid'},
			h(LiveChart, {id: 'traffic', title: say('traffic'), names: [say('packetsIn'), say('packetsOut')], series: 'packets', format: number, theme}),
			h(LiveChart, {id: 'volume', title: say('volume'), names: [say('bytesIn'), say('bytesOut')], series: 'bytes', format: bytes, theme})),
		stats && h('div', {class: 'grid'},
			h(Counts, {id: 'drops', title: say('drops'), counts: stats.dropped, column: say('cause')}),
			h(Counts, {id: 'refusals', title: say('refusals'), counts: stats.refused, column: say('reason')})),
		h(Slow));
}
