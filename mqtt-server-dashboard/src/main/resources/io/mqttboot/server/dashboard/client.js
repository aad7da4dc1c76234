// One client: who it is, what it subscribed to, what waits for it, and what can be done about it.

import {get, post} from './api.js';
import {address, state} from './clients.js';
import {Failure, Fragment, Risky, Table, bytes, h, number, payloadColumn, qosColumn, sizeColumn, time, topicColumn, useEffect, useLoaded,
	useState} from './parts.js';
import {say} from './words.js';

const EVERY_MILLIS = 3000;

const QUEUE_MAX = 20;

const BAN_MINUTES = 60;

const FOREVER_SECONDS = 0xFFFFFFFF;

function Queue({clientId, turn}) {
	const {data, error} = useLoaded(() => get('sessions/queue', {clientId, _limit: QUEUE_MAX}), [clientId, turn]);
	return h('section', {id: 'queue'},
		h('h3', null, say('queueOf')),
		h(Failure, {error}),
		data && h(Fragment, null,
			h(Table, {
				label: say('queueOf'),
				rows: data.list,
				rowKey: (row) => row.sequence ?? data.list.indexOf(row),
				columns: [topicColumn(), qosColumn(), payloadColumn(), sizeColumn()],
			}),
			data.totalRow > data.list.length && h('p', {class: 'quiet'}, say('more', number(data.totalRow - data.list.length)))));
}

function Subscriptions({clientId, turn, changed}) {
	const {data, error} = useLoaded(() => get('client/subscriptions', {clientId}), [clientId, turn]);
	const [filter, setFilter] = useState('');
	const [failure, setFailure] = useState(null);
	const subscribe = (event) => {
		event.preventDefault();
		post('mqtt/subscribe', {}, {clientId, topic: filter, qos: 1})
			.then(() => { setFilter(''); setFailure(null); changed(); }, setFailure);
	};
	return h('section', {id: 'subscriptions'},
		h('h3', null, say('subscriptions')),
		h(Failure, {error: error ?? failure}),
		data && h(Table, {
			label: say('subscriptions'),
			rows: data,
			rowKey: (row) => row.topicFilter,
			columns: [
				{title: say('filter'), cell: (row) => h('code', null, row.topicFilter)},
				qosColumn(),
				{title: '', cell: (row) => h(Risky, {label: say('unsubscribe'), name: 'unsubscribe', done: changed,
					question: say('unsubscribeAsk', clientId, row.topicFilter),
					act: () => post('mqtt/unsubscribe', {}, {clientId, topic: row.topicFilter})})},
			],
		}),
		h('form', {class: 'tools', onSubmit: subscribe},
			h('input', {required: true, name: 'filter', placeholder: say('filter'), 'aria-label': say('filter'), value: filter,
				onInput: (event) => setFilter(event.target.value)}),
			h('button', {type: 'submit', class: 'small'}, say('subscribe'))));
}

function Actions({client, changed, gone}) {
	const {clientId} = client;
	const [minutes, setMinutes] = useState(String(BAN_MINUTES));
	return h('div', {class: 'tools', role: 'toolbar', 'aria-label': clientId},
		h(Risky, {label: say('kick'), name: 'kick', question: say('kickAsk', clientId), disabled: !client.connected, done: changed,
			act: () => post('clients/delete', {clientId})}),
		h(Risky, {label: say('ban'), name: 'ban', question: say('banAsk', clientId), done: changed,
			act: () => post('bans', {}, {kind: 'CLIENT_ID', value: clientId, minutes: minutes === '' ? undefined : Number(minutes)})},
		h('label', null, say('minutes'), h('input', {type: 'number', name: 'minutes', min: 1, value: minutes,
			onInput: (event) => setMinutes(event.target.value)}))),
		h(Risky, {label: say('purge'), name: 'purge', question: say('purgeAsk', clientId, number(client.queuedMessages)),
			disabled: client.queuedMessages === 0, done: changed, act: () => post('sessions/queue/purge', {clientId})}),
		h(Risky, {label: say('deleteSession'), name: 'delete', question: say('deleteAsk', clientId), done: gone,
			act: () => post('sessions/delete', {clientId})}));
}

export function Client({clientId, go}) {
	const [turn, setTurn] = useState(0);
	const changed = () => setTurn((before) => before + 1);
	const {data, error} = useLoaded(() => get('clients/info', {clientId}), [clientId, turn]);
	useEffect(() => {
		const timer = setInterval(changed, EVERY_MILLIS);
		return () => clearInterval(timer);
	}, [clientId]);
	const back = h('p', null, h('a', {href: '#/clients'}, '← ', say('clients')));
	if (error) {
		return h(Fragment, null, back,
			error.status === 404 ? h('p', {role: 'alert'}, say('notFound')) : h(Failure, {error}));
	}
	if (!data) {
		return back;
	}
	const facts = [
		['state', state(data)], ['user', data.username], ['address', address(data)],
		['version', data.protoFullName], ['connectedSince', time(data.connectedAt)],
		['expiry', data.expirySeconds >= FOREVER_SECONDS ? say('forever') : `${number(data.expirySeconds)} s`],
		['queued', `${number(data.queuedMessages)} · ${bytes(data.queuedBytes)}`], ['inflight', number(data.inflight)],
	];
	return h(Fragment, null,
		back,
		h('h2', {class: 'name'}, clientId),
		h(Actions, {client: data, changed, gone: () => go('#/clients')}),
		h('dl', {class: 'facts'}, facts.map(([name, value]) => h('div', {key: name, id: `fact-${name}`},
			h('dt', null, say(name)), h('dd', null, value || '–')))),
		h(Subscriptions, {clientId, turn, changed}),
		h(Queue, {clientId, turn}));
}
