import { type ChildProcess, execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'

const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
const ticket = 'the-ticket-of-the-account'
const page = 'https://shop.example.com/things/7'

/** `npx wechat-ready doctor` in a project that has installed the tarball, over a server on this machine. */
async function runDoctor(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/wechat/signature`
  const bin = join(inject('consumer'), 'node_modules/wechat-ready/bin/wechat-ready.js')
  const args = [bin, 'doctor', endpoint, '--page', page, '--ticket', '-', '--json', '--lang', 'en']
  let report = ''
  const child: ChildProcess = execFile(process.execPath, args, (_error, stdout) => {
    report = stdout
  })
  child.stdin?.end(`${ticket}\n`)
  const [status] = await once(child, 'close')
  return { status, report }
}

const namesIn = (report: string) => JSON.parse(report).findings.map(({ name }: { name: string }) => name)

test('the installed doctor has no finding for the signer', async () => {
  const api = createFakeWechatApi({ ...account, ticket })
  const allowedOrigins = ['https://shop.example.com']
  const signer = createSigner({ ...account, allowedOrigins, fetch: api.fetch, onError: () => {} })
  const { status, report } = await runDoctor((request, response) => void signer.node(request, response))
  expect(report).not.toContain(ticket)
  expect({ status, names: namesIn(report) }).toEqual({ status: 0, names: [] })
})

test('the installed doctor recognises a web page in place of JSON', async () => {
  const { status, report } = await runDoctor((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<html></html>')
  })
  expect(status).toBe(1)
  expect(namesIn(report)).toContain('web-page')
})
