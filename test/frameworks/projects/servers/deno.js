import process from 'node:process'
import { signer } from './signer.js'

Deno.serve({ port: Number(process.env.PORT ?? 3000) }, (request) => signer.fetch(request))
