import { SignerError } from './errors.ts'
import { within } from './time.ts'

/** What is passed on of WeChat's headers. The length is that of the bytes only where nothing was unpacked. */
const HEADERS = ['content-type', 'content-disposition', 'content-length']

/**
 * Whether WeChat gives the thing itself: its refusals, and the address of a video, are JSON, also where they claim to
 * be text.
 */
export const isMedia = ({ ok, headers }: Response) => ok && !/json|text\//.test(headers.get('content-type') ?? '')

/**
 * WeChat's response as it is handed out: a body that streams, and that fails when nothing has come for `patience`
 * milliseconds.
 */
export function mediaOf(response: Response, patience: number): Response {
  const headers = new Headers()
  for (const name of HEADERS) {
    const value = response.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (response.headers.has('content-encoding')) headers.delete('content-length')
  return new Response(response.body && impatient(response.body, patience), { headers })
}

function impatient(body: ReadableStream<Uint8Array>, patience: number): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await within(patience, () => reader.read())
        if (done) controller.close()
        else controller.enqueue(value)
      } catch {
        // The client's own words may quote the address, the access_token in it.
        controller.error(new SignerError('wechat-unreachable', 'WeChat stopped in the middle of the media'))
        void reader.cancel().catch(() => {})
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
