import { afterEach, expect, test, vi } from 'vitest'
import { checkSigner } from '../../src/inspector/check-signer.ts'

const now = 1_700_000_000
const good = { appId: 'wx1', timestamp: now, nonceStr: 'n', signature: 's' }
const noStore = { 'cache-control': 'no-store' }

const answer = (body: unknown, { status = 200, headers = noStore as Record<string, string> } = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })

async function check(response: Response | Error): Promise<string[]> {
  vi.useFakeTimers({ now: now * 1000 })
  const fetch = async () => {
    if (response instanceof Error) throw response
    return response
  }
  const findings = await checkSigner('/sign', 'https://a.example/', fetch)
  return findings.map(({ level, text: [english] }) => `${level}: ${english}`)
}

afterEach(() => {
  vi.useRealTimers()
})

test('a valid response has no findings but a note on the ticket', async () => {
  expect(await check(answer(good))).toEqual([
    'good: It answers 200 with JSON.',
    'good: All four fields are there.',
    'warning: Not visible from here: the ticket, and which URL was signed. The bench computes the signature with the ticket.',
  ])
})

test.each<[string, Response | Error, RegExp]>([
  ['a web page', answer('<!doctype html>'), /bad: Not JSON: <!doctype html>/],
  ['a refusal', answer('not on the list', { status: 403 }), /bad: It answers 403: not on the list/],
  ['no server', new TypeError('Failed to fetch'), /bad: No answer .*Failed to fetch.*CORS/],
  ['an envelope', answer({ code: 0, data: good }), /bad: The signature is inside "data"/],
  [
    'nonceStr in small letters',
    answer({ ...good, nonceStr: undefined, noncestr: 'n' }),
    /bad: It is spelled "noncestr"/,
  ],
  ['a field that is missing', answer({ ...good, appId: undefined }), /bad: "appId" is missing/],
  ['a cached answer', answer(good, { headers: {} }), /warning: Without Cache-Control: no-store/],
  ['another URL', answer({ ...good, url: 'https://a.example/x' }), /bad: It signed another URL/],
  ['milliseconds', answer({ ...good, timestamp: now * 1000 }), /bad: timestamp is in milliseconds/],
  ['an old timestamp', answer({ ...good, timestamp: now - 400 }), /warning: timestamp is 400 s old/],
  ['a clock ahead', answer({ ...good, timestamp: now + 400 }), /warning: timestamp is 400 s in the future/],
  ['a ticket given away', answer({ ...good, jsapi_ticket: 't' }), /bad: It discloses "jsapi_ticket"/],
])('a finding names %s', async (_what, response, finding) => {
  const found = (await check(response)).filter((line) => !/^good|^warning: Not visible/.test(line))
  expect(found).toEqual([expect.stringMatching(finding)])
})

test('the report states what a page cannot see: the ticket, and the URL if not in the response', async () => {
  const url = 'https://a.example/'
  const named = (await check(answer({ ...good, url }))).join('\n')
  expect(named).toContain('good: It says that it signed this very URL.')
  expect(named).toContain('Not visible from here: the ticket. ')
})

test('a server without an answer is given up after 10 s', async () => {
  vi.useFakeTimers()
  const fetch = (_: unknown, init?: RequestInit) =>
    new Promise<Response>((_resolve, reject) =>
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
    )
  const findings = checkSigner('/sign', 'https://a.example/', fetch as typeof globalThis.fetch)
  await vi.advanceTimersByTimeAsync(10_000)
  expect((await findings)[0]?.text[0]).toBe('No answer within 10 s.')
})

test("the encoded URL is appended to the endpoint's own query", async () => {
  const asked: string[] = []
  const fetch = async (input: unknown) => {
    asked.push(String(input))
    return answer(good)
  }
  for (const endpoint of ['/sign', '/sign?a=1']) await checkSigner(endpoint, 'https://a.example/?b=1&c', fetch)
  expect(asked).toEqual([
    '/sign?url=https%3A%2F%2Fa.example%2F%3Fb%3D1%26c',
    '/sign?a=1&url=https%3A%2F%2Fa.example%2F%3Fb%3D1%26c',
  ])
})
