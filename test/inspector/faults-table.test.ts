import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { WechatOptions } from 'wechat-ready'
import { judge } from '../../src/inspector/bench.ts'
import { contextOf, pageValues } from '../../src/inspector/bench-tab.tsx'
import { type Fault, type FaultName, faults, playFault } from '../../src/inspector/faults.ts'
import { keepHistory } from '../../src/inspector/history.ts'
import { view } from '../../src/inspector/model.ts'
import type { BenchInput } from '../../src/inspector/signed-fields.ts'
import { headlineOf } from '../../src/inspector/verdict.ts'
import type { Text } from '../../src/knowledge/text.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'

const origin = 'http://localhost:3000/'

/** The page's own fault: no sandbox can play it. */
const sdkFault = { title: ['The SDK cannot be loaded', 'JS-SDK 加载失败'] } as const

/** Nobody waits for what never comes; all else takes its time. */
const impatience: Partial<Record<FaultName | 'sdk', WechatOptions['timeouts']>> = {
  bridge: { bridge: 50 },
  silentSigner: { signature: 50 },
  silentClient: { config: 50 },
  silentCalls: { call: 50 },
}

/** Plays a fault under a client object, and reads what the failure is off the panel. */
async function shown(name: FaultName | 'sdk'): Promise<Text | undefined> {
  const { install, calls, signer, query = '' }: Fault = name === 'sdk' ? sdkFault : faults[name]
  const page = origin + query
  history.replaceState(null, '', page)
  const fake = openInWechat({ ...install, ...(install?.domains && { domains: [...install.domains] }) })
  const sdk = name === 'sdk' && { sdk: () => Promise.reject(new TypeError('Failed to fetch')) }
  const wechat = wechatOf({
    signature: signer ? '/api/wechat/signature' : (url) => fake.sign(url),
    timeouts: impatience[name] ?? {},
    ...sdk,
  })
  const { runs, stop } = keepHistory(wechat, () => {})
  const end = playFault(name === 'sdk' ? 'none' : name, { window, fake, apis: ['config', 'scanQRCode'] })
  await wechat.ready().catch(() => {})
  if (calls) await wechat.scanQRCode().catch(() => {})
  const seen = view({
    wechat,
    fake,
    runs,
    environment: wechat.environment,
    landing: page,
    current: page,
  })
  const proof =
    seen.failure?.code === 'invalid-signature'
      ? judge({ ...pageValues(seen), ticket: fake.ticket } as BenchInput, contextOf(seen))
      : undefined
  end()
  stop()
  if (!seen.failure) return seen.calls.find((call) => call.failure)?.failure?.explanation.title
  return headlineOf(seen, proof).title
}

const files = ['docs/en/inspector.md', 'docs/zh/inspector.md']

/** `npm run docs:inspector` sets it: the first two columns are then written, not compared. */
const isWriting = process.env.WRITE_DOCS === '1'

const names = Object.keys(faults).filter((name) => name !== 'none' && name !== 'slow') as FaultName[]

test.each([...names, 'sdk' as const])(
  'the table of faults quotes the panel exactly and adds a fix: %s',
  async (name) => {
    const said = await shown(name)
    if (!said) throw new Error('the panel says nothing')
    for (const [language, file] of files.entries()) {
      const table = readFileSync(file, 'utf8')
      const [title, panel] = [name === 'sdk' ? sdkFault.title : faults[name].title, said].map((text) =>
        text?.[language as 0 | 1].replaceAll('|', '\\|'),
      )
      const row = table.split('\n').find((line) => line.startsWith(`| ${title} |`)) ?? ''
      const quoted = `| ${title} | ${panel} | `
      const cure = row.split(' | ').slice(2).join(' | ')
      if (isWriting)
        writeFileSync(
          file,
          table.replace(row, () => quoted + cure),
        )
      else expect(row).toBe(quoted + cure)
      expect(row.split(' | ').at(-1)).toMatch(/\p{L}{2}/u)
    }
  },
)
