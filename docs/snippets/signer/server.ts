import { createServer } from 'node:http'
import { signer } from './signer.js'

createServer((request, response) => signer.node(request, response)).listen(3000)
