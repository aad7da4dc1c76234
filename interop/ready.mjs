// Waits until a URL answers 200; gives up when the process ends or after two minutes.
import { setTimeout as pause } from 'node:timers/promises'

const [url, pid] = process.argv.slice(2)
const end = Date.now() + 120_000

async function answers() {
	try {
		return (await fetch(url)).ok
	}
	catch {
		return false // not listening yet
	}
}

while (!await answers()) {
	process.kill(Number(pid), 0) // throws when it is gone
	if (Date.now() > end) {
		process.exit(1)
	}
	await pause(200)
}
