import type { IncomingMessage, ServerResponse } from 'node:http'
import proxyAddr from 'proxy-addr'
import { clientAddress } from './limit.ts'
import type { Settings } from './settings.ts'

/** Whose request it is: the other end of the connection, or of the last one that no proxy of ours has made. */
export const visitor = (request: IncomingMessage, { isTrustedProxy }: Settings): string =>
  proxyAddr(request, isTrustedProxy) ?? ''

/** Node's request as the web's; without a body, since nothing here takes one. */
export function toRequest(request: IncomingMessage, settings: Settings): Request {
  const { method, headers, url = '/' } = request
  return new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), {
    method: method ?? 'GET',
    headers: { [clientAddress]: visitor(request, settings) },
  })
}

/** Sends the web's response as Node's. */
export async function send(response: Response, to: ServerResponse): Promise<void> {
  to.writeHead(response.status, Object.fromEntries(response.headers))
  to.end(Buffer.from(await response.arrayBuffer()))
}
