// Prints five ports of 127.0.0.1 that are free.
import { createServer } from 'node:net'

const servers = await Promise.all([1, 2, 3, 4, 5].map(() => new Promise((resolve, reject) => {
	const server = createServer().on('error', reject)
	server.listen(0, '127.0.0.1', () => resolve(server))
})))
console.log(servers.map((server) => server.address().port).join(' '))
servers.forEach((server) => server.close())
