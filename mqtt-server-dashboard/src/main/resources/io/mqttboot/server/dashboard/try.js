// A small client: messages come as server-sent events, and go as requests.

import {listen, post} from './api.js';
import {Failure, Fragment, Table, h, number, payloadColumn, qosColumn, topicColumn, useEffect, useState} from './parts.js';
import {say} from './words.js';

const KEPT = 200;

let keys = 0;

// Takes messages as fast as they come, and shows them as fast as a screen does.
function collect(show) {
	let waiting = [];
	let count = 0;
	let frame = 0;
	const flush = () => {
		frame = 0;
		show(waiting, count);
		waiting = [];
		count = 0;
	};
	return {
		take(message) {
			count++;
			waiting.unshift({...message, key: ++keys});
			waiting.length = Math.min(waiting.length, KEPT);
			frame ||= requestAnimationFrame(flush);
		},
		end() {
			cancelAnimationFrame(frame);
		},
	};
}

function useMessages(filter, refused) {
	const [live, setLive] = useState(false);
	const [messages, setMessages] = useState([]);
	const [count, setCount] = useState(0);
	useEffect(() => {
		if (filter === null) {
			return undefined;
		}
		const collected = collect((more, number) => {
			setCount((before) => before + number);
			setMessages((before) => [...more, ...before].slice(0, KEPT));
		});
		const end = listen('messages/sse', {filter}, collected.take, (open, refusal) => {
			setLive(open);
			if (refusal) {
				refused(refusal);
			}
		});
		return () => {
			end();
			collected.end();
			setLive(false);
		};
	}, [filter]);
	return {live, messages, count, clear: () => { setMessages([]); setCount(0); }};
}

function Receiving() {
	const [typed, setTyped] = useState('#');
	const [filter, setFilter] = useState(null);
	const [error, setError] = useState(null);
	const {live, messages, count, clear} = useMessages(filter, (refusal) => {
		setError(refusal);
		setFilter(null);
	});
	const toggle = (event) => {
		event.preventDefault();
		setError(null);
		setFilter(filter === null ? typed : null);
	};
	return h('section', {id: 'receiving'},
		h('form', {class: 'tools', onSubmit: toggle},
			h('input', {id: 'search', required: true, placeholder: say('filter'), 'aria-label': say('filter'), value: typed,
				disabled: filter !== null, onInput: (event) => setTyped(event.target.value)}),
			h('button', {type: 'submit', class: 'small'}, filter === null ? say('subscribe') : say('unsubscribe')),
			h('button', {type: 'button', class: 'secondary small', onClick: clear}, say('clear'))),
		h(Failure, {error}),
		filter !== null && h('p', {role: 'status', class: live ? 'quiet' : 'failure'}, live ? say('live') : say('stale')),
		h('h3', null, say('messages'), ' ', h('small', null, number(count))),
		h(Table, {
			label: say('messages'),
			rows: messages,
			rowKey: (row) => row.key,
			columns: [
				topicColumn(), qosColumn(),
				{title: say('retain'), cell: (row) => row.retain ? '✓' : ''},
				payloadColumn(),
			],
		}));
}

function Sending() {
	const [message, setMessage] = useState({topic: '', payload: '', qos: 0, retain: false});
	const [error, setError] = useState(null);
	const [sent, setSent] = useState(false);
	const set = (name, value) => { setMessage({...message, [name]: value}); setSent(false); };
	const publish = (event) => {
		event.preventDefault();
		post('mqtt/publish', {}, {...message, clientId: 'dashboard', encoding: 'plain'})
			.then(() => { setError(null); setSent(true); }, (failure) => { setSent(false); setError(failure); });
	};
	return h('form', {id: 'sending', onSubmit: publish},
		h('fieldset', null,
			h('label', null, say('topic'), h('input', {name: 'topic', required: true, value: message.topic,
				onInput: (event) => set('topic', event.target.value)})),
			h('label', null, say('payload'), h('textarea', {name: 'payload', rows: 3, value: message.payload,
				onInput: (event) => set('payload', event.target.value)})),
			h('div', {class: 'tools'},
				h('label', null, say('qos'), h('select', {name: 'qos', value: message.qos,
					onChange: (event) => set('qos', Number(event.target.value))},
				[0, 1, 2].map((qos) => h('option', {key: qos, value: qos}, qos)))),
				h('label', null, h('input', {type: 'checkbox', role: 'switch', name: 'retain', checked: message.retain,
					onChange: (event) => set('retain', event.target.checked)}), say('retain')))),
		h(Failure, {error}),
		sent && h('p', {role: 'status', class: 'quiet'}, say('done')),
		h('button', {type: 'submit', class: 'small'}, say('publish')));
}

export function Try() {
	return h(Fragment, null,
		h('p', {class: 'quiet'}, say('tryHint')),
		h('div', {class: 'grid wide'}, h(Receiving), h('section', null, h('h3', null, say('publish')), h(Sending))));
}
