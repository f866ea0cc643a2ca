import { expect, test } from 'vitest'
import { diagnose } from 'wechat-ready/doctor'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { appId, backend, endpoint, fieldsFor, page } from './backends.ts'
import { serveBackend } from './serve.ts'
import { run } from './terminal.ts'

const appSecret = '0123456789abcdef0123456789abcdef'

/** A backend that signs with `ticketOf(api)`, and WeChat behind one `fetch`. */
async function stage(
  ticketOf: (api: ReturnType<typeof createFakeWechatApi>) => string,
  fault?: { errcode?: number; path?: string; network?: boolean },
) {
  const api = createFakeWechatApi({ appId, appSecret })
  if (fault) api.fail(fault)
  const { fetch: ask } = await serveBackend({
    create: () => backend({ answer: (url) => fieldsFor(url.split('#', 1)[0] ?? '', { ticket: ticketOf(api) }) }),
  })
  const asked: string[] = []
  const both: typeof fetch = (input, init) => {
    const isWechat = String(input).includes('weixin.qq.com')
    if (isWechat) asked.push(`${init?.method} ${new URL(String(input)).pathname} ${init?.body ?? ''}`)
    return isWechat ? api.fetch(input, init) : ask(input, init)
  }
  const names = async (options: { ticket?: string } = {}) => {
    const { findings } = await diagnose({ endpoint, page, appId, appSecret, fetch: both, ...options })
    return findings.map(({ name }) => name)
  }
  return { api, asked, names, fetch: both }
}

test('with the account, one stable_token request without force gives the ticket to compare', {
  tags: 'doctor-account',
}, async () => {
  const { names, asked } = await stage((api) => api.ticket)
  expect(await names()).toEqual([])
  const calls = asked.filter((line) => line.includes('/cgi-bin/'))
  expect(calls.map((line) => line.split(' ')[1])).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket'])
  expect(calls[0]).toContain('"force_refresh":false')
})

test('a backend that signs with an outdated given ticket has a stale ticket', {
  tags: 'doctor-account',
}, async () => {
  const { names } = await stage(() => 'an_old_ticket')
  expect(await names({ ticket: 'an_old_ticket' })).toEqual(['ticket-stale'])
})

test("a given ticket that is not the account's is reported if the backend has the right one", async () => {
  const { names } = await stage((api) => api.ticket)
  expect(await names({ ticket: 'an_old_ticket' })).toEqual(['ticket-other'])
})

test('a signature made with the access_token is recognised', async () => {
  let token = ''
  const { api, fetch } = await stage(() => token)
  const seeing: typeof globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init)
    if (String(input).includes('/cgi-bin/stable_token'))
      token = ((await response.clone().json()) as { access_token: string }).access_token
    return response
  }
  const { findings } = await diagnose({ endpoint, page, appId, appSecret, fetch: seeing })
  expect(api.requests.length).toBeGreaterThan(0)
  expect(findings.map(({ name }) => name)).toEqual(['token-as-ticket'])
})

test('40164 is explained with the IP address to put on the allow list', { tags: 'doctor-account' }, async () => {
  const { fetch } = await stage((api) => api.ticket, { errcode: 40164 })
  const { findings } = await diagnose({ endpoint, page, appId, appSecret, fetch })
  expect(findings[0]).toMatchObject({ name: 'ip-not-listed', cure: expect.stringContaining('Put 203.0.113.7 on') })
})

test.each([
  [40125, 'Check appSecret'],
  [40013, 'Check appId'],
  [45009, 'The quota of the day is used up'],
  [48001, 'it must be certified'],
  [40014, 'let every program use stable_token'],
  [43003, 'must be HTTPS'],
])('%i is explained with advice', async (errcode, advice) => {
  const { fetch } = await stage((api) => api.ticket, { errcode })
  const { findings } = await diagnose({ endpoint, page, appId, appSecret, fetch })
  expect(findings[0]).toMatchObject({ name: 'account-refused', cure: expect.stringContaining(advice) })
})

test('requests to WeChat are announced, and no output has the secret, token or ticket', {
  tags: 'doctor-secrets',
}, async () => {
  for (const fault of [undefined, { errcode: 40125 }, { errcode: 40001, path: 'getticket' }]) {
    const { api, fetch } = await stage((api) => api.ticket, fault)
    const given = 'a_given_ticket_0123456789'
    const env = { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_JSAPI_TICKET: given }
    for (const more of [[], ['--json']]) {
      const { all, stderr } = await run(['doctor', endpoint, '--page', page, ...more], { env, fetch })
      expect(stderr).toContain('POST /cgi-bin/stable_token (force_refresh: false)')
      for (const key of [appSecret, given, api.ticket, 'fake_stable_token']) expect(all).not.toContain(key)
    }
  }
})
