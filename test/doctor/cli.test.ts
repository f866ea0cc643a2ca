import { expect, test } from 'vitest'
import { backend, endpoint, faults, page, ticket } from './backends.ts'
import { serveBackend } from './serve.ts'
import { run } from './terminal.ts'

const well = { create: () => backend() }
const open = faults.find(({ finds }) => finds.includes('open-signer')) ?? well
const secret = '0123456789abcdef0123456789abcdef'

test('a correct backend ends with status 0 and a summary', { tags: 'doctor-status' }, async () => {
  const { fetch } = await serveBackend(well)
  const { status, stdout } = await run(['doctor', endpoint, '--page', page, '--ticket', '-'], {
    stdin: `${ticket}\n`,
    fetch,
  })
  expect(status).toBe(0)
  expect(stdout).toContain('Nothing found.')
  expect(stdout).toMatch(/checks passed: .*urls-signed, signature/)
})

test('a finding ends with status 1 and advice in English or Chinese', {
  tags: 'doctor-status',
}, async () => {
  const { fetch } = await serveBackend(open)
  const english = await run(['doctor', endpoint, '--page', page], { fetch })
  expect(english.status).toBe(1)
  expect(english.stdout).toContain('✗ open-signer')
  expect(english.stdout).toContain('https://wechat-ready.dev/doctor#open-signer')
  const chinese = await run(['doctor', endpoint, '--page', page], { fetch, env: { LANG: 'zh_CN.UTF-8' } })
  expect(chinese.stdout).toContain('它为任何人的页面签名')
  const asked = await run(['doctor', endpoint, '--page', page, '--lang', 'en'], { fetch, env: { LANG: 'zh_CN.UTF-8' } })
  expect(asked.stdout).toContain('It signs pages of anybody')
})

test('--json writes only the report to stdout, and the progress to stderr', async () => {
  const { fetch } = await serveBackend(open)
  const { stdout, stderr } = await run(['doctor', endpoint, '--page', page, '--json'], { fetch })
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    ok: false,
    findings: [{ name: 'open-signer', level: 'error' }],
  })
  expect(stderr).toContain('Asks the backend: GET ×1')
})

test('colours are used on a terminal only, unless NO_COLOR is set', async () => {
  const { fetch } = await serveBackend(open)
  const coloured = async (isTTY: boolean, env = {}) =>
    (await run(['doctor', endpoint, '--page', page], { fetch, isTTY, env })).stdout.includes('\u001b[')
  expect([await coloured(true), await coloured(false), await coloured(true, { NO_COLOR: '1' })]).toEqual([
    true,
    false,
    false,
  ])
})

test.each([
  ['a secret as an argument', ['doctor', endpoint, '--page', page, `--app-secret=${secret}`]],
  ['a secret after an option that is not there', ['doctor', endpoint, '--page', page, '--secret', secret]],
  ['a ticket as an argument', ['doctor', endpoint, '--page', page, '--ticket', ticket]],
  ['a token as an argument', ['doctor', endpoint, '--access-token', secret]],
])('%s is refused with status 2, and not echoed', { tags: 'doctor-secrets' }, async (_, args) => {
  const { status, all } = await run(args)
  expect(status).toBe(2)
  expect(all).toContain('Secrets are not taken as arguments')
  expect(all).not.toContain(secret)
  expect(all).not.toContain(ticket)
})

test.each([
  ['an option that is not known', ['doctor', endpoint, '--page', page, `--sekret=${secret}`]],
  ['an argument too many', ['doctor', endpoint, secret, '--page', page]],
  ['an endpoint that holds a key', ['doctor', `${endpoint}?access_token=${secret}`, '--page', page]],
  ['an endpoint that is no URL', ['doctor', secret, '--page', page]],
  ['no page', ['doctor', endpoint]],
  ['another command', [secret]],
  ['a time-out that is no number', ['doctor', endpoint, '--page', page, '--timeout', 'soon']],
  ['a language that is not there', ['doctor', endpoint, '--page', page, '--lang', 'fr']],
  ['a ticket that does not come', ['doctor', endpoint, '--page', page, '--ticket', '-']],
])('%s ends with status 2 and an explanation, without an echo', { tags: 'doctor-status' }, async (_, args) => {
  const { status, stdout, stderr } = await run(args)
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^wechat-ready: .{10,}/)
  expect(stderr).not.toContain(secret)
})

test('--help shows the usage', async () => {
  const { status, stdout } = await run(['doctor', '--help'])
  expect([status, stdout.split('\n')[0]]).toEqual([0, 'Usage: wechat-ready doctor <endpoint> --page <url> [options]'])
})
