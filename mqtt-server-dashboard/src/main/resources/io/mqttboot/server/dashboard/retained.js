// What is retained.

import {get, post} from './api.js';
import {Failure, Fragment, Risky, Table, h, payloadColumn, qosColumn, sizeColumn, topicColumn, useLoaded, useState} from './parts.js';
import {say} from './words.js';

const SIZE = 100;

export function Retained() {
	const [filter, setFilter] = useState('#');
	const [typed, setTyped] = useState('#');
	const {data, error, again} = useLoaded(() => get('retained', {filter, _limit: SIZE}), [filter]);
	return h(Fragment, null,
		h('form', {class: 'tools', onSubmit: (event) => { event.preventDefault(); setFilter(typed); again(); }},
			h('input', {type: 'search', id: 'search', required: true, placeholder: say('filter'), 'aria-label': say('filter'), value: typed,
				onInput: (event) => setTyped(event.target.value)}),
			h('button', {type: 'submit', class: 'small'}, say('show'))),
		h(Failure, {error}),
		data && h(Fragment, null,
			h(Table, {
				label: say('retained'),
				rows: data.list,
				rowKey: (row) => row.topic,
				columns: [topicColumn(), qosColumn(), payloadColumn(), sizeColumn(),
					{title: '', cell: (row) => h(Risky, {label: say('remove'), name: 'remove', question: say('removeRetainedAsk', row.topic), done: again,
						act: () => post('retained/delete', {topic: row.topic})})}],
			}),
			data.more && h('p', {class: 'quiet'}, say('first', SIZE))));
}
