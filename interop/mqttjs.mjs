// MQTT.js against the server on 127.0.0.1: $MQTT_PORT speaks TCP, $WEBSOCKET_PORT WebSocket, $TLS_PORT and
// $SECURE_WEBSOCKET_PORT the same over TLS, to who has a certificate of the authority in $PKI.
// Prints a line for each scenario: "ok" or "FAILED" and its name.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { connect } from 'mqtt'

const PATIENCE = 20_000
const URLS = {
	tcp: `mqtt://127.0.0.1:${process.env.MQTT_PORT}`,
	ws: `ws://127.0.0.1:${process.env.WEBSOCKET_PORT}/mqtt`,
}
const VERSIONS = [
	{ name: '3.1', protocolId: 'MQIsdp', protocolVersion: 3 },
	{ name: '3.1.1', protocolId: 'MQTT', protocolVersion: 4 },
	{ name: '5', protocolId: 'MQTT', protocolVersion: 5 },
]

let names = 0
let open = []

const name = (kind) => `${kind}-${process.pid}-${++names}`

function withPatience(promise, what) {
	let timer
	const end = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`waited ${PATIENCE} ms for ${what}`)), PATIENCE)
	})
	return Promise.race([promise, end]).finally(() => clearTimeout(timer))
}

function event(client, type) {
	return withPatience(new Promise((resolve) => client.once(type, resolve)), `the event ${type}`)
}

// Keeps what a client gets, so that nothing is missed between two looks.
function inbox(client) {
	const messages = []
	let wake = () => {}
	client.on('message', (topic, payload, packet) => {
		messages.push({ topic, text: payload.toString(), qos: packet.qos, retain: packet.retain, packet })
		wake()
	})
	return async (count) => {
		while (messages.length < count) {
			await withPatience(new Promise((resolve) => { wake = resolve }),
				`${count} messages, ${messages.length} are here`)
		}
		return messages.splice(0, count)
	}
}

function options(at, more) {
	return { clientId: name('mqttjs'), protocolId: at.protocolId, protocolVersion: at.protocolVersion,
		reconnectPeriod: 0, connectTimeout: PATIENCE, clean: true, ...more }
}

// A client that is let in, and its inbox.
async function enter(at, more) {
	const client = connect(URLS[at.transport], options(at, more))
	open.push(client)
	client.on('error', () => {}) // a scenario that expects one listens for it
	client.next = inbox(client)
	client.connack = await event(client, 'connect')
	return client
}

const plain = ({ topic, text, qos, retain }) => ({ topic, text, qos, retain })

const scenarios = {
	async 'a message arrives at each QoS'(at) {
		const topic = name('each')
		const client = await enter(at)
		await client.subscribeAsync(`${topic}/#`, { qos: 2 })
		for (const qos of [0, 1, 2]) {
			await client.publishAsync(`${topic}/汽车`, `hello ${qos}`, { qos })
			assert.deepEqual((await client.next(1)).map(plain),
				[{ topic: `${topic}/汽车`, text: `hello ${qos}`, qos, retain: false }])
		}
	},

	async 'a retained message is kept until it is removed'(at) {
		const topic = name('retained')
		const publisher = await enter(at)
		await publisher.publishAsync(topic, 'kept', { qos: 1, retain: true })
		const early = await enter(at)
		await early.subscribeAsync(topic, { qos: 2 })
		assert.deepEqual((await early.next(1)).map(plain), [{ topic, text: 'kept', qos: 1, retain: true }])
		await publisher.publishAsync(topic, '', { qos: 1, retain: true })
		const late = await enter(at)
		await late.subscribeAsync(topic, { qos: 2 })
		await publisher.publishAsync(topic, 'live', { qos: 0 })
		assert.deepEqual((await late.next(1)).map(plain), [{ topic, text: 'live', qos: 0, retain: false }])
	},

	async 'an abrupt close publishes the will'(at) {
		const topic = name('will')
		const watcher = await enter(at)
		await watcher.subscribeAsync(topic, { qos: 2 })
		const mortal = await enter(at, { will: { topic, payload: Buffer.from('gone'), qos: 2, retain: false } })
		mortal.stream.destroy()
		assert.deepEqual((await watcher.next(1)).map(plain), [{ topic, text: 'gone', qos: 2, retain: false }])
	},

	async 'a session keeps what comes meanwhile'(at) {
		const topic = name('session')
		const lasting = { clientId: name('sleeper'), clean: false }
		if (at.protocolVersion === 5) {
			lasting.properties = { sessionExpiryInterval: 300 }
		}
		const sleeper = await enter(at, lasting)
		await sleeper.subscribeAsync(topic, { qos: 2 })
		await sleeper.endAsync()
		const publisher = await enter(at)
		for (let i = 0; i < 30; i++) {
			await publisher.publishAsync(topic, `m${i}`, { qos: 1 + i % 2 })
		}
		const again = await enter(at, lasting)
		if (at.protocolVersion > 3) {
			assert.equal(again.connack.sessionPresent, true)
		}
		const texts = (await again.next(30)).map((each) => each.text)
		assert.equal(new Set(texts).size, 30)
		for (const qos of [1, 2]) { // MQTT.js hands a QoS 2 message over when it is released
			const own = texts.filter((text) => 1 + Number(text.slice(1)) % 2 === qos)
			assert.deepEqual(own, [...own].sort((a, b) => a.slice(1) - b.slice(1)))
		}
	},

	async 'a group shares the work'(at) {
		const topic = name('group')
		for (const prefix of ['$share/g', '$queue']) {
			const members = [await enter(at), await enter(at)]
			const texts = []
			let all
			const done = withPatience(new Promise((resolve) => { all = resolve }), '20 messages of a group')
			for (const member of members) {
				member.on('message', (_, payload) => texts.push(payload.toString()) === 20 && all())
				await member.subscribeAsync(`${prefix}/${topic}`, { qos: 1 })
			}
			const publisher = await enter(at)
			for (let i = 0; i < 20; i++) {
				await publisher.publishAsync(topic, `job${i}`, { qos: 1 })
			}
			await done
			assert.equal(new Set(texts).size, 20)
			await Promise.all(members.map((member) => member.endAsync()))
		}
	},

	async 'nothing comes after unsubscribing'(at) {
		const topic = name('unsubscribe')
		const client = await enter(at)
		await client.subscribeAsync([`${topic}/#`, `${topic}/marker`], { qos: 1 })
		await client.unsubscribeAsync(`${topic}/#`)
		await client.publishAsync(`${topic}/lost`, 'lost', { qos: 1 })
		await client.publishAsync(`${topic}/marker`, 'marker', { qos: 1 })
		assert.deepEqual((await client.next(1)).map((each) => each.text), ['marker'])
	},

	async 'a thousand messages stay in order'(at) {
		const topic = name('order')
		const subscriber = await enter(at)
		await subscriber.subscribeAsync(topic, { qos: 1 })
		const publisher = await enter(at)
		const sent = Array.from({ length: 1000 }, (_, i) => `m${i}`)
		await Promise.all(sent.map((text) => publisher.publishAsync(topic, text, { qos: 1 })))
		assert.deepEqual((await subscriber.next(1000)).map((each) => each.text), sent)
	},

	async 'a second use of a client id takes over'(at) {
		const clientId = name('twin')
		const first = await enter(at, { clientId })
		const told = []
		first.on('disconnect', (packet) => told.push(packet.reasonCode))
		const closed = event(first, 'close')
		const second = await enter(at, { clientId })
		await closed
		assert.equal(second.connected, true)
		assert.deepEqual(told, (at.protocolVersion === 5) ? [0x8E] : [])
	},

	async 'a wrong password is refused'(at) {
		const client = connect(URLS[at.transport], options(at, { username: 'demo', password: 'wrong' }))
		open.push(client)
		const refusal = await event(client, 'error')
		assert.ok([4, 5, 0x86, 0x87].includes(refusal.code), `the code is ${refusal.code}`)
		const right = await enter(at, { username: 'demo', password: 'demo' })
		assert.equal(right.connected, true)
	},

	async 'a packet beyond the limit closes the connection'(at) {
		const topic = name('large')
		const client = await enter(at)
		const told = []
		client.on('disconnect', (packet) => told.push(packet.reasonCode))
		const closed = event(client, 'close')
		client.publish(topic, Buffer.alloc(20_000), { qos: 0 })
		await closed
		assert.deepEqual(told, (at.protocolVersion === 5) ? [0x95] : [])
	},
}

const scenariosOf5 = {
	async 'properties are passed on'(at) {
		const topic = name('properties')
		const client = await enter(at)
		await client.subscribeAsync(topic, { qos: 1, properties: { subscriptionIdentifier: 42 } })
		await client.publishAsync(topic, '{}', { qos: 1, properties: { contentType: 'application/json',
			payloadFormatIndicator: true, responseTopic: `${topic}/answer`, correlationData: Buffer.from('abc'),
			userProperties: { a: ['1', '2'] } } })
		const [message] = await client.next(1)
		const { properties } = message.packet
		assert.equal(properties.contentType, 'application/json')
		assert.equal(properties.payloadFormatIndicator, true)
		assert.equal(properties.responseTopic, `${topic}/answer`)
		assert.equal(properties.correlationData.toString(), 'abc')
		assert.deepEqual([...properties.userProperties.a], ['1', '2'])
		assert.equal(Number(properties.subscriptionIdentifier), 42)
	},

	async 'topic aliases work both ways'(at) {
		const topic = name('alias')
		const subscriber = await enter(at, { properties: { topicAliasMaximum: 5 } })
		await subscriber.subscribeAsync(topic, { qos: 1 })
		const publisher = await enter(at, { autoAssignTopicAlias: true })
		assert.ok(publisher.connack.properties.topicAliasMaximum > 0)
		for (let i = 0; i < 5; i++) {
			await publisher.publishAsync(topic, `m${i}`, { qos: 1 })
		}
		const messages = await subscriber.next(5)
		assert.deepEqual(messages.map((each) => [each.topic, each.text]), [0, 1, 2, 3, 4].map((i) => [topic, `m${i}`]))
		assert.ok(messages.some((each) => each.packet.properties?.topicAlias > 0), 'the server uses an alias')
	},

	async 'a client without a name is given one'(at) {
		const client = await enter(at, { clientId: '' })
		assert.match(client.connack.properties.assignedClientIdentifier, /.+/)
	},

	async 'no local, retain as published and retain handling are kept'(at) {
		const topic = name('options')
		const other = await enter(at)
		await other.publishAsync(topic, 'old', { qos: 1, retain: true })
		const client = await enter(at)
		await client.subscribeAsync(topic, { qos: 1, nl: true, rap: true, rh: 2 })
		await client.publishAsync(topic, 'my own', { qos: 1 })
		await other.publishAsync(topic, 'theirs', { qos: 1, retain: true })
		assert.deepEqual((await client.next(1)).map(plain), [{ topic, text: 'theirs', qos: 1, retain: true }])
	},
}

async function run(title, scenario, at) {
	try {
		await scenario(at)
		console.log(`ok     MQTT.js: ${title}`)
	}
	catch (error) {
		console.log(`FAILED MQTT.js: ${title}`)
		console.log(String(error.stack).replaceAll(/^/gm, '       | '))
	}
	await Promise.all(open.map((client) => client.endAsync(true)))
	open = []
}

for (const transport of Object.keys(URLS)) {
	for (const version of VERSIONS) {
		const all = { ...scenarios, ...(version.protocolVersion === 5 ? scenariosOf5 : {}) }
		for (const [title, scenario] of Object.entries(all)) {
			await run(`${version.name} over ${transport}: ${title}`, scenario, { transport, ...version })
		}
	}
}

const SECURE_URLS = {
	tls: `mqtts://localhost:${process.env.TLS_PORT}`,
	wss: `wss://localhost:${process.env.SECURE_WEBSOCKET_PORT}/mqtt`,
}

function certificate(owner) {
	const file = (name) => readFileSync(`${process.env.PKI}/${name}`)
	return { ca: file('authority.crt'), ...(owner && { cert: file(`${owner}.crt`), key: file(`${owner}.key`) }) }
}

// A client that is let in, or undefined.
async function enterSecurely(at, owner) {
	const client = connect(SECURE_URLS[at.transport], options(at, certificate(owner)))
	open.push(client)
	client.on('error', () => {}) // the close that follows is the answer
	return withPatience(new Promise((resolve) => {
		client.once('connect', () => resolve(client))
		client.once('close', () => resolve(undefined))
	}), 'an answer of TLS')
}

async function certificates(at) {
	const topic = name('secure')
	const client = await enterSecurely(at, 'good')
	assert.ok(client, 'a good certificate is let in')
	const next = inbox(client)
	await client.subscribeAsync(topic, { qos: 2 })
	for (const owner of [undefined, 'expired', 'revoked', 'self', 'stranger']) {
		assert.equal(await enterSecurely(at, owner), undefined, `a certificate that is ${owner} is let in`)
	}
	await client.publishAsync(topic, 'secret', { qos: 2 })
	assert.deepEqual((await next(1)).map(plain), [{ topic, text: 'secret', qos: 2, retain: false }])
}

for (const transport of Object.keys(SECURE_URLS)) {
	for (const version of VERSIONS.slice(1)) {
		await run(`${version.name} over ${transport}: a good certificate is let in, and no other`, certificates,
			{ transport, ...version })
	}
}
