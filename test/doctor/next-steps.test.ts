import { describe, expect, test } from 'vitest'
import { diagnose } from 'wechat-ready/doctor'
import { appId, backend, endpoint, fieldsFor, json, page, type Reply, ticket } from './backends.ts'
import { serveBackend } from './serve.ts'
import { run } from './terminal.ts'

const answering = (reply: Reply) => ({ create: () => () => reply })
const html = (body: string, status: number, headers: Record<string, string> = {}): Reply => ({
  status,
  body,
  headers: { 'content-type': 'text/html', ...headers },
})
const found = async (backend: Parameters<typeof serveBackend>[0]) =>
  (await diagnose({ ...(await serveBackend(backend)), page, ticket, appId })).findings

describe('a response that is not a signature has one finding with the next step', () => {
  test.each<[string, Reply, string, RegExp]>([
    ['401 of Spring Security', json({ status: 401, error: 'Unauthorized' }, 401), 'status', /--header/],
    ['401 of Laravel', html('<h1>Unauthorized</h1>', 401), 'status', /--header "Authorization: Bearer/],
    ['403 of a firewall', html('blocked', 403), 'status', /--header "Cookie/],
    ['405 of Spring', json({ status: 405 }, 405, { allow: 'POST' }), 'status', /only POST.*GET/],
    ['405 of Flask', html('Method Not Allowed', 405, { allow: 'POST, OPTIONS' }), 'status', /only POST, OPTIONS/],
    ['405 without Allow', html('', 405), 'status', /only POST/],
    [
      '400 of Spring',
      json({ status: 400, error: 'Bad Request', message: "Required parameter 'pageUrl' is not present." }, 400),
      'page-refused',
      /--param pageUrl/,
    ],
    [
      '400 of Spring, as problem details',
      json({ title: 'Bad Request', detail: "Required parameter 'pageUrl' is not present." }, 400),
      'page-refused',
      /--param pageUrl/,
    ],
    [
      '422 of FastAPI',
      json({ detail: [{ type: 'missing', loc: ['query', 'page_url'], msg: 'Field required' }] }, 422),
      'page-refused',
      /--param page_url/,
    ],
    [
      '400 of ASP.NET',
      json({ title: 'Bad', errors: { pageUrl: ['The pageUrl field is required.'] } }, 400),
      'page-refused',
      /--param pageUrl/,
    ],
    ['400 of Express', json({ error: 'missing parameter: link' }, 400), 'page-refused', /--param link/],
    ['400 of Go', html('missing query parameter "href"\n', 400), 'status', /--param href/],
    ['400 of PHP', json({ msg: '参数 pageUrl 不能为空' }, 400), 'page-refused', /--param pageUrl/],
    [
      '400 of Spring without a message',
      json({ status: 400, error: 'Bad Request' }, 400),
      'page-refused',
      /--param NAME/,
    ],
    ['400 about the URL itself', json({ error: { message: 'url is not valid' } }, 400), 'page-refused', /--param NAME/],
    ['404 of a proxy', html('404', 404), 'status', /no such route/],
    ['503 with its cause', json({ error: { message: 'Redis ECONNREFUSED' } }, 503), 'status', /names the cause/],
    ['503 of a hand-written backend', html('ticket service is down', 503), 'status', /names the cause/],
    ['502 of nginx', html('<html>502 Bad Gateway</html>', 502), 'status', /gets no answer from the app/],
    ['500 that says nothing', html('Internal Server Error', 500), 'status', /log of the server/],
    [
      '502 with the words of WeChat',
      json({ errcode: 40164, errmsg: 'invalid ip 203.0.113.7' }, 502),
      'status',
      /IP white list|white list/i,
    ],
    ['429', json({ error: 'slow down' }, 429, { 'retry-after': '30' }), 'status', /run again in 30 s/],
  ])('%s', { tags: 'doctor-next-step' }, async (_, reply, name, cure) => {
    const findings = await found(answering(reply))
    expect(findings.map((one) => one.name)).toEqual([name])
    expect(findings[0]?.cure).toMatch(cure)
  })

  test('what stays unknown asks for a ticket only where none was given', async () => {
    const refusing = await serveBackend(answering(json({ error: 'origin not allowed' }, 403)))
    const { findings, unknown } = await diagnose({ ...refusing, page, ticket, appId })
    expect(findings.map(({ name }) => name)).toEqual(['page-refused'])
    expect(unknown.join()).not.toContain('--ticket')
    expect(unknown.join()).toContain('no signature to recompute')
    expect((await diagnose({ ...refusing, page, appId })).unknown.join()).toContain('--ticket')
  })

  test.each([
    ["/**/ typeof callback === 'function' && callback(JSON);"],
    ['/**/callback(JSON)'],
    ['typeof jQuery["x"] === "function" && jQuery["x"](JSON);'],
    ['callback(JSON);'],
  ])('JSONP in the form %s', async (form) => {
    const body = form.replace('JSON', JSON.stringify(fieldsFor(page)))
    const create = () => () => ({ body, headers: { 'content-type': 'text/javascript', 'cache-control': 'no-store' } })
    const findings = await found({ create })
    expect(findings.map(({ name }) => name)).toContain('jsonp')
    expect(findings.map(({ name }) => name)).not.toContain('noise-around-json')
  })

  test.each([json({ error: 'slow down' }, 429), html('Too Many Requests', 429), { status: 429 }])(
    'a rate limit after any number of requests is mentioned, but is no finding: %#',
    async (limited) => {
      for (let allowed = 1; allowed <= 24; allowed++) {
        const create = () => {
          const inner = backend()
          let asked = 0
          return (question: Parameters<typeof inner>[0]) => (++asked > allowed ? limited : inner(question))
        }
        const { findings, unknown } = await diagnose({ ...(await serveBackend({ create })), page, ticket, appId })
        expect([allowed, findings.map(({ name }) => name)]).toEqual([allowed, []])
        if (allowed < 10) expect(unknown.join()).toContain('429')
      }
    },
  )
})

describe('each fault has one finding', () => {
  const decoded = (url: string) => decodeURIComponent(url)
  const signing = (toSigned: (url: string) => string) => ({ create: () => backend({ toSigned }) })

  test.each<[string, (url: string) => string, string[]]>([
    ['decodes twice, and keeps the fragment', decoded, ['url-decoded', 'url-fragment']],
    ['signs http, and keeps the fragment', (url) => url.replace(/^https/, 'http'), ['url-fragment', 'url-scheme']],
    ['escapes "&", and keeps the fragment', (url) => url.replace(/&/g, '&amp;'), ['url-fragment', 'url-html-escaped']],
    ['turns "+" into spaces, and keeps the fragment', (url) => url.replace(/\+/g, ' '), ['url-fragment', 'url-plus']],
    [
      'signs http, and turns "+" into spaces',
      (url) => (url.split('#')[0] ?? '').replace(/^https/, 'http').replace(/\+/g, ' '),
      ['url-plus', 'url-scheme'],
    ],
    [
      'adds a port, and turns "+" into spaces',
      (url) => (url.split('#')[0] ?? '').replace('.com/', '.com:8080/').replace(/\+/g, ' '),
      ['url-plus', 'url-port'],
    ],
    [
      'signs http, and decodes twice',
      (url) => decoded(url.split('#')[0] ?? '').replace(/^https/, 'http'),
      ['url-decoded', 'url-scheme'],
    ],
  ])('if a server %s', { tags: 'doctor-next-step' }, async (_, toSigned, names) => {
    const findings = await found(signing(toSigned))
    expect(findings.map(({ name }) => name).sort()).toEqual(names)
  })

  test.each(['time', 'ts', 'timestamp_'])('if a field is named %s instead of timestamp', async (name) => {
    const create = () =>
      backend({
        answer: (url) => {
          const { timestamp, ...rest } = fieldsFor(url.split('#')[0] ?? '')
          return { ...rest, [name]: timestamp }
        },
      })
    expect((await found({ create })).map((one) => one.name)).toEqual(['field-missing'])
  })
})

describe('the option --header', () => {
  const secret = 'session-value-of-a-visitor'
  const guarded = {
    create: () => {
      const inner = backend()
      return (question: Parameters<typeof inner>[0]) =>
        question.headers.cookie === `session=${secret}` ? inner(question) : json({ error: 'login' }, 401)
    },
  }
  const args = ['doctor', endpoint, '--page', page]

  test.each([
    ['in the argument', ['--header', `Cookie: session=${secret}`], {}],
    ['from a variable', ['--header', '@env:LOGIN'], { LOGIN: `Cookie: session=${secret}` }],
  ])('%s is sent with every request, and not printed', async (_, more, env) => {
    const { fetch } = await serveBackend(guarded)
    const { status, all } = await run([...args, ...more], { fetch, env })
    expect([status, all.includes(secret)]).toEqual([0, false])
  })

  test('is not printed if the backend echoes it', async () => {
    const { fetch } = await serveBackend({
      create:
        () =>
        ({ headers }) =>
          json({ error: headers.cookie }, 500),
    })
    const { status, all } = await run([...args, '--header', `Cookie: session=${secret}`], { fetch })
    expect([status, all.includes(secret)]).toEqual([1, false])
  })

  test.each([['Cookie'], ['Cookie:'], ['@env:NOT_SET'], [`: ${secret}`]])('%s is a usage error', async (line) => {
    const { status, stderr } = await run([...args, '--header', line])
    expect(status).toBe(2)
    expect(stderr).toMatch(/--header/)
    expect(stderr).not.toContain(secret)
  })

  test('has a counterpart in diagnose(), which refuses an invalid name', async () => {
    await expect(diagnose({ endpoint, page, headers: { 'a b': 'c' } })).rejects.toThrow(/"headers" must be/)
  })
})
