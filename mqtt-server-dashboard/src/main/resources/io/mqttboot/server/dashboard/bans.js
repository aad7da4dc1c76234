// Who may not connect.

import {get, post} from './api.js';
import {Failure, Risky, Table, h, Fragment, time, useLoaded, useState} from './parts.js';
import {say} from './words.js';

const KINDS = ['CLIENT_ID', 'PRINCIPAL', 'ADDRESS'];

// One of the configuration may mean a client of a user at an address; that is no kind, and stays.
const whom = (ban) => ban.value ?? [ban.clientId, ban.user, ban.address].filter(Boolean).join(' · ');

const EMPTY = {kind: 'CLIENT_ID', value: '', minutes: '', reason: ''};

export function Bans() {
	const {data, error, again} = useLoaded(() => get('bans'), []);
	const [ban, setBan] = useState(EMPTY);
	const [failure, setFailure] = useState(null);
	const set = (name) => (event) => setBan({...ban, [name]: event.target.value});
	const add = (event) => {
		event.preventDefault();
		post('bans', {}, {...ban, minutes: ban.minutes === '' ? undefined : Number(ban.minutes)})
			.then(() => { setBan(EMPTY); setFailure(null); again(); }, setFailure);
	};
	return h(Fragment, null,
		h(Failure, {error: error ?? failure}),
		data && h(Table, {
			label: say('bans'),
			rows: data,
			rowKey: whom,
			columns: [
				{title: say('banKind'), cell: (row) => (row.kind ? say(row.kind) : '')},
				{title: say('banValue'), cell: (row) => h('code', null, whom(row))},
				{title: say('until'), cell: (row) => row.until ? time(row.until) : say('forever')},
				{title: say('why'), cell: (row) => row.reason},
				{title: '', cell: (row) => row.kind && h(Risky, {label: say('remove'), name: 'remove', question: say('unbanAsk', row.value), done: again,
					act: () => post('bans/delete', {kind: row.kind, value: row.value})})},
			],
		}),
		h('form', {onSubmit: add, id: 'ban'},
			h('fieldset', {class: 'grid'},
				h('label', null, say('banKind'), h('select', {name: 'kind', value: ban.kind, onChange: set('kind')},
					KINDS.map((kind) => h('option', {key: kind, value: kind}, say(kind))))),
				h('label', null, say('banValue'), h('input', {id: 'search', name: 'value', required: true, value: ban.value, onInput: set('value')})),
				h('label', null, say('minutes'), h('input', {type: 'number', name: 'minutes', min: 1, value: ban.minutes, onInput: set('minutes')})),
				h('label', null, say('why'), h('input', {name: 'reason', maxLength: 200, value: ban.reason, onInput: set('reason')}))),
			h('button', {type: 'submit', class: 'small'}, say('add'))));
}
