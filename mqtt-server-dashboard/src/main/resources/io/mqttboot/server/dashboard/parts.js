// Small parts that several pages use.

import {locale, say} from './words.js';

export const {h, render, Fragment} = window.preact;
export const {useEffect, useRef, useState} = window.preactHooks;

export const number = (value) => new Intl.NumberFormat(locale(), {maximumFractionDigits: value < 10 ? 1 : 0}).format(value);

export function bytes(value) {
	const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
	let unit = 0;
	for (; value >= 1024 && unit < units.length - 1; unit++) {
		value /= 1024;
	}
	return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export const duration = (millis) => (millis < 1000 ? `${number(millis)} ms` : `${number(millis / 1000)} s`);

export const time = (moment) => (moment ? new Date(moment).toLocaleString(locale()) : '');

/** The address of the page of a client. */
export const clientPage = (clientId) => `#/clients/${encodeURIComponent(clientId)}`;

/** Loads something, and again when what it depends on changes. What was there stays until the new one is. */
export function useLoaded(load, dependencies) {
	const [state, setState] = useState({});
	const [turn, setTurn] = useState(0);
	useEffect(() => {
		let wanted = true;
		load().then((data) => wanted && setState({data}), (error) => wanted && setState({error}));
		return () => { wanted = false; };
	}, [...dependencies, turn]);
	return {...state, again: () => setTurn((before) => before + 1)};
}

export function Failure({error}) {
	if (!error) {
		return null;
	}
	const text = error.status === 401 ? say('loggedOut') : error.status === 403 ? say('forbidden') : say('failed', error.message);
	return h('p', {class: 'failure', role: 'alert'}, text);
}

/** A button that asks before it acts, and says what went wrong. */
export function Risky({label, question, act, done, disabled, name, children}) {
	const dialog = useRef(null);
	const [error, setError] = useState(null);
	const [busy, setBusy] = useState(false);
	const go = async (event) => {
		event.preventDefault();
		setBusy(true);
		try {
			await act();
			setError(null);
			dialog.current?.close();
			done?.();
		}
		catch (failure) {
			setError(failure);
		}
		setBusy(false);
	};
	return h(Fragment, null,
		h('button', {type: 'button', class: 'secondary outline small', disabled, 'data-act': name,
			onClick: () => { setError(null); dialog.current.showModal(); }}, label),
		h('dialog', {ref: dialog, 'aria-label': label},
			h('article', null, h('form', {method: 'dialog', onSubmit: go},
				h('p', null, question),
				children,
				h(Failure, {error}),
				h('footer', null,
					// the first one has the focus: what asks is not confirmed by accident
					h('button', {type: 'button', class: 'secondary', autofocus: true, onClick: () => dialog.current.close()}, say('cancel')),
					h('button', {type: 'submit', class: 'danger', disabled: busy}, label))))));
}

/** A table that becomes a list of cards on a narrow screen. */
export function Table({label, columns, rows, rowKey}) {
	if (rows.length === 0) {
		return h('p', {class: 'quiet'}, say('empty'));
	}
	return h('div', {class: 'overflow-auto'}, h('table', {class: 'cards', 'aria-label': label},
		h('thead', null, h('tr', null, columns.map((column) => h('th', {key: column.title, scope: 'col', class: column.class}, column.title)))),
		h('tbody', null, rows.map((row) => h('tr', {key: rowKey(row)},
			columns.map((column) => h('td', {key: column.title, 'data-title': column.title, class: column.class}, column.cell(row))))))));
}

export function Pager({page, size, total, go}) {
	const pages = Math.max(1, Math.ceil(total / size));
	const button = (label, to, disabled) => h('button', {type: 'button', class: 'secondary outline small', disabled, onClick: () => go(to)}, label);
	return h('nav', {class: 'pager', 'aria-label': say('pages')},
		button(say('previous'), page - 1, page <= 1),
		h('span', {role: 'status'}, say('page', number(page), number(pages), number(total))),
		button(say('next'), page + 1, page >= pages));
}

/** Shows bytes as text where they are text, as hexadecimal digits otherwise. */
export function payloadText(base64) {
	const raw = Uint8Array.from(atob(base64 ?? ''), (c) => c.charCodeAt(0));
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(raw);
	}
	catch {
		return [...raw].map((each) => each.toString(16).padStart(2, '0')).join(' ');
	}
}

/** The columns of a table of messages. */
export const topicColumn = () => ({title: say('topic'), cell: (row) => h('code', null, row.topic)});

export const qosColumn = () => ({title: say('qos'), class: 'figure', cell: (row) => row.qos});

export const payloadColumn = () => ({title: say('payload'), cell: (row) => h('code', {class: 'payload'}, payloadText(row.payload))});

export const sizeColumn = () => ({title: say('bytes'), class: 'figure', cell: (row) => bytes(row.payloadBytes ?? 0)});
