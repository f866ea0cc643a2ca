/** An answer that can be sent as a `Response`, through Node's `http.ServerResponse`, or through Fastify's reply. */
export interface Answer {
  status: number
  headers: Record<string, string | string[]>
  body: string | Uint8Array<ArrayBuffer> | null
}

/** Shared by all answers: never mutated. */
const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

export const jsonAnswer = (status: number, body: object): Answer => ({
  status,
  headers: JSON_HEADERS,
  body: JSON.stringify(body),
})

/** Reads a `Response` to its end. Rejects where its body was read before, or its status cannot be sent. */
export async function toAnswer(response: Response): Promise<Answer> {
  const { status } = response
  if (status < 200) throw new RangeError(`A Response of the status ${status} cannot be sent`)
  const headers: Answer['headers'] = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  const body = new Uint8Array(await response.arrayBuffer())
  return { status, headers, body: body.length > 0 ? body : null }
}

export function toResponse({ status, headers, body }: Answer): Response {
  const cookies = headers['set-cookie']
  if (!Array.isArray(cookies)) return new Response(body, { status, headers: headers as Record<string, string> })
  const { 'set-cookie': _, ...others } = headers
  const response = new Response(body, { status, headers: others as Record<string, string> })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
