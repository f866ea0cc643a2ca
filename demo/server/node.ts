import type { IncomingMessage } from 'node:http'
import proxyAddr from 'proxy-addr'
import { clientAddress } from './limit.ts'
import type { Settings } from './settings.ts'

/** The address a request comes from: the other end of the connection, or of the last one that no proxy of ours made. */
export const visitor = (request: IncomingMessage, { isTrustedProxy }: Settings): string =>
  proxyAddr(request, isTrustedProxy) ?? ''

/** The request with the address it comes from in a header; a header of that name from outside is overwritten. */
export function withAddress(request: IncomingMessage, settings: Settings): IncomingMessage {
  request.headers[clientAddress] = visitor(request, settings)
  return request
}
