// The page: where one is, and how one gets elsewhere.

import {Bans} from './bans.js';
import {Client} from './client.js';
import {Clients} from './clients.js';
import {start} from './feed.js';
import {Overview} from './overview.js';
import {Fragment, h, render, useEffect, useRef, useState} from './parts.js';
import {Retained} from './retained.js';
import {Try} from './try.js';
import {LANGUAGES, language, say, speak} from './words.js';

const PAGES = {overview: Overview, clients: Clients, retained: Retained, bans: Bans, try: Try};

const THEMES = ['auto', 'light', 'dark'];

const DARK = matchMedia('(prefers-color-scheme: dark)');

const THEME = 'mqtt.theme';

function dress(theme) {
	localStorage.setItem(THEME, theme);
	if (theme === 'auto') {
		delete document.documentElement.dataset.theme;
	}
	else {
		document.documentElement.dataset.theme = theme;
	}
}

const here = () => location.hash.replace(/^#\//, '').split('/').map(decodeURIComponent);

const go = (hash) => { location.hash = hash; };

function typing(event) {
	return event.target.closest('input, textarea, select, dialog[open]') || event.ctrlKey || event.metaKey || event.altKey;
}

function App() {
	const [place, setPlace] = useState(here());
	const [, setLanguage] = useState(language());
	const [theme, setTheme] = useState(localStorage.getItem(THEME) ?? 'auto');
	const [dark, setDark] = useState(DARK.matches);
	const help = useRef(null);
	useEffect(() => {
		const moved = () => setPlace(here());
		const pressed = (event) => {
			if (typing(event)) {
				return;
			}
			const page = Object.keys(PAGES)[Number(event.key) - 1];
			if (page) {
				go(`#/${page}`);
			}
			else if (event.key === '/') {
				event.preventDefault();
				document.getElementById('search')?.focus();
			}
			else if (event.key === '?') {
				help.current.showModal();
			}
		};
		const dimmed = () => setDark(DARK.matches);
		addEventListener('hashchange', moved);
		DARK.addEventListener('change', dimmed);
		addEventListener('keydown', pressed);
		return () => {
			removeEventListener('hashchange', moved);
			DARK.removeEventListener('change', dimmed);
			removeEventListener('keydown', pressed);
		};
	}, []);
	const name = place[0] in PAGES ? place[0] : 'overview';
	const page = name === 'clients' && place[1] ? h(Client, {key: place[1], clientId: place[1], go})
		: h(PAGES[name], {go, theme: `${theme} ${dark}`});
	document.title = `MQTT · ${say(name)}`;
	return h(Fragment, null,
		h('header', {class: 'container-fluid'},
			h('nav', {'aria-label': 'MQTT'},
				h('ul', null, Object.keys(PAGES).map((each) => h('li', {key: each},
					h('a', {href: `#/${each}`, 'aria-current': each === name ? 'page' : undefined}, say(each))))),
				h('ul', {class: 'choices'},
					h('li', null, h('select', {id: 'language', 'aria-label': say('language'), value: language(),
						onChange: (event) => { speak(event.target.value); setLanguage(event.target.value); }},
					Object.entries(LANGUAGES).map(([key, words]) => h('option', {key, value: key}, words.name)))),
					h('li', null, h('select', {id: 'theme', 'aria-label': say('theme'), value: theme,
						onChange: (event) => { dress(event.target.value); setTheme(event.target.value); }},
					THEMES.map((each) => h('option', {key: each, value: each}, say(each))))),
					h('li', null, h('button', {type: 'button', class: 'secondary small', 'aria-label': say('help'),
						onClick: () => help.current.showModal()}, '?'))))),
		h('main', {class: 'container-fluid', id: name}, h('h1', {class: 'unseen'}, say(name)), page),
		h('dialog', {ref: help, 'aria-label': say('help')},
			h('article', null, h('p', null, say('helpText', Object.keys(PAGES).length)),
				h('footer', null, h('button', {type: 'button', onClick: () => help.current.close()}, say('back'))))));
}

dress(localStorage.getItem(THEME) ?? 'auto');
speak(language());
start();
render(h(App), document.getElementById('app'));
