import { SignerError } from './errors.ts'
import { within } from './time.ts'

/** WeChat's headers that are passed on; the length only where the body was not decompressed. */
const HEADERS = ['content-type', 'content-disposition', 'content-length']

/** Whether the response is the media itself: refusals and the URL of a video are JSON, sometimes labelled as text. */
export const isMedia = ({ ok, headers }: Response) => ok && !/json|text\//.test(String(headers.get('content-type')))

/** WeChat's response for the caller: its body streams, and fails after `patience` milliseconds without data. */
export function mediaOf(response: Response, patience: number): Response {
  const headers = new Headers()
  for (const name of HEADERS) {
    const value = response.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (response.headers.has('content-encoding')) headers.delete('content-length')
  return new Response(response.body && limited(response.body, patience), { headers })
}

function limited(body: ReadableStream<Uint8Array>, patience: number): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await within(patience, () => reader.read())
        if (done) controller.close()
        else controller.enqueue(value)
      } catch {
        // The HTTP client's message may quote the URL, which has the access_token in it.
        controller.error(new SignerError('wechat-unreachable', 'WeChat stopped in the middle of the media'))
        void reader.cancel().catch(() => {})
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
