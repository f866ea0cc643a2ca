import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientAddress } from './limit.ts'

/** Node's request as the web's; without a body, since nothing here takes one. */
export function toRequest({ method, headers, url = '/', socket }: IncomingMessage): Request {
  return new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), {
    method: method ?? 'GET',
    headers: { [clientAddress]: socket.remoteAddress ?? '' },
  })
}

/** Sends the web's response as Node's. */
export async function send(response: Response, to: ServerResponse): Promise<void> {
  to.writeHead(response.status, Object.fromEntries(response.headers))
  to.end(Buffer.from(await response.arrayBuffer()))
}
