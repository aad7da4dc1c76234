// All clients, a page at a time.

import {get} from './api.js';
import {Failure, Fragment, Pager, Table, clientPage, h, number, useEffect, useLoaded, useState} from './parts.js';
import {say} from './words.js';

const SIZE = 50;

const TYPING_MILLIS = 250;

const EVERY_MILLIS = 5000;

export const state = (client) => h('span', {class: client.connected ? 'on' : 'off'}, client.connected ? say('connected') : say('away'));

export const address = (client) => (client.ipAddress ? `${client.ipAddress}:${client.port}` : '');

export function Clients() {
	const [page, setPage] = useState(1);
	const [search, setSearch] = useState('');
	const [typed, setTyped] = useState('');
	const [connected, setConnected] = useState(false);
	const {data, error, again} = useLoaded(() => get('clients', {_page: page, _limit: SIZE, clientId: search, connected: connected || undefined}),
		[page, search, connected]);
	useEffect(() => {
		const timer = setInterval(again, EVERY_MILLIS);
		return () => clearInterval(timer);
	}, []);
	useEffect(() => {
		const timer = setTimeout(() => {
			if (typed !== search) {
				setSearch(typed);
				setPage(1);
			}
		}, TYPING_MILLIS);
		return () => clearTimeout(timer);
	}, [typed]);
	return h(Fragment, null,
		h('form', {class: 'tools', onSubmit: (event) => event.preventDefault()},
			h('input', {type: 'search', id: 'search', placeholder: say('search'), 'aria-label': say('search'), value: typed,
				onInput: (event) => setTyped(event.target.value)}),
			h('label', null,
				h('input', {type: 'checkbox', role: 'switch', id: 'only-connected', checked: connected,
					onChange: (event) => { setConnected(event.target.checked); setPage(1); }}),
				say('onlyConnected'))),
		h(Failure, {error}),
		data && h(Fragment, null,
			h(Table, {
				label: say('clients'),
				rows: data.list,
				rowKey: (row) => row.clientId,
				columns: [
					{title: say('clientId'), cell: (row) => h('a', {href: clientPage(row.clientId)}, row.clientId)},
					{title: say('user'), cell: (row) => row.username ?? ''},
					{title: say('state'), cell: state},
					{title: say('address'), cell: address},
					{title: say('version'), cell: (row) => row.protoFullName},
					{title: say('subscriptions'), class: 'figure', cell: (row) => number(row.subscriptions)},
					{title: say('queued'), class: 'figure', cell: (row) => number(row.queuedMessages)},
				],
			}),
			h(Pager, {page, size: SIZE, total: data.totalRow, go: setPage})));
}
