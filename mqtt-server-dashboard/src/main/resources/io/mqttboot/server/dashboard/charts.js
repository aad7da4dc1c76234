// Lines that move with the feed.

import {feed, read} from './feed.js';
import {h, useEffect, useRef} from './parts.js';
import {locale} from './words.js';

// a scale that is not all about nothing
const LEAST = 4;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const clock = (millis) => new Date(millis).toLocaleTimeString(locale(), {hour12: false});

function colors() {
	return {lines: [style('--pico-primary'), style('--mqtt-second')], text: style('--pico-color'), ticks: style('--pico-muted-color')};
}

function options(format, look) {
	return {
		animation: false,
		responsive: true,
		maintainAspectRatio: false,
		interaction: {mode: 'index', intersect: false},
		scales: {
			x: {ticks: {maxTicksLimit: 4, maxRotation: 0, color: look.ticks}, grid: {display: false}},
			y: {beginAtZero: true, suggestedMax: LEAST, ticks: {maxTicksLimit: 5, precision: 0, callback: format, color: look.ticks}, grid: {color: style('--pico-muted-border-color')}},
		},
		plugins: {legend: {labels: {boxWidth: 12, color: look.text}}},
	};
}

/** Draws some figures of the feed. What it says in words is what a screen reader reads. */
export function LiveChart({id, title, names, series, format, theme}) {
	const canvas = useRef(null);
	useEffect(() => {
		const look = colors();
		const chart = new window.Chart(canvas.current, {
			type: 'line',
			data: {
				labels: [],
				datasets: names.map((label, i) => ({label, data: [], borderColor: look.lines[i % look.lines.length], borderWidth: 1.5,
					pointRadius: 0})),
			},
			options: options(format, look),
		});
		const draw = () => {
			chart.data.labels = feed.points.map((point) => clock(point.at));
			chart.data.datasets.forEach((each, i) => { each.data = feed.points.map((point) => point[series][i]); });
			chart.update('none');
			canvas.current.dataset.points = feed.points.length;
		};
		draw();
		const end = read(draw);
		return () => {
			end();
			chart.destroy();
		};
	}, [names.join(), theme]);
	const last = feed.points.at(-1)?.[series] ?? names.map(() => 0);
	return h('figure', {class: 'chart', id},
		h('figcaption', null, title),
		h('div', null, h('canvas', {ref: canvas, role: 'img',
			'aria-label': `${title}: ${names.map((name, i) => `${name} ${format(last[i])}`).join(', ')}`})));
}
