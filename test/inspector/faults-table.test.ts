import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { WechatOptions } from 'wechat-ready'
import { type Fault, type FaultName, faults, playFault } from '../../src/inspector/faults.ts'
import { keepHistory } from '../../src/inspector/history.ts'
import { view } from '../../src/inspector/model.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'

const page = 'http://localhost:3000/'

/** The page's own fault: no sandbox can play it. */
const sdkFault = { title: ['The SDK cannot be loaded', 'JS-SDK 加载失败'] } as const

/** Nobody waits for what never comes; all else takes its time. */
const impatience: Partial<Record<FaultName | 'sdk', WechatOptions['timeouts']>> = {
  bridge: { bridge: 50 },
  silentSigner: { signature: 50 },
  silentClient: { config: 50 },
  silentCalls: { call: 50 },
}

/** Plays a fault under a client object, and reads the failure off the panel as a person would. */
async function shown(name: FaultName | 'sdk') {
  const { install, calls, signer }: Fault = name === 'sdk' ? sdkFault : faults[name]
  const fake = openInWechat({ ...install, ...(install?.domains && { domains: [...install.domains] }) })
  const sdk = name === 'sdk' && { sdk: () => Promise.reject(new TypeError('Failed to fetch')) }
  const wechat = wechatOf({
    signature: signer ? '/api/wechat/signature' : fake.sign,
    timeouts: impatience[name] ?? {},
    ...sdk,
  })
  const history = keepHistory(wechat, () => {})
  const end = playFault(name === 'sdk' ? 'none' : name, { window, fake, apis: ['config', 'scanQRCode'] })
  await wechat.ready().catch(() => {})
  if (calls) await wechat.scanQRCode().catch(() => {})
  const { failure, calls: lastCalls } = view({
    wechat,
    fake,
    runs: history.runs,
    environment: wechat.environment,
    landing: page,
    current: page,
  })
  end()
  history.stop()
  return (failure ?? lastCalls.find((call) => call.failure)?.failure)?.explanation
}

const files = ['docs/en/inspector.md', 'docs/zh/inspector.md']

/** `npm run docs:inspector` sets it: the first two columns are then written, not compared. */
const isWriting = process.env.WRITE_DOCS === '1'

const names = Object.keys(faults).filter((name) => name !== 'none' && name !== 'slow') as FaultName[]

test.each([...names, 'sdk' as const])(
  'the table of faults quotes the panel to the letter, and says the cure: %s',
  async (name) => {
    const explanation = await shown(name)
    if (!explanation) throw new Error('the panel says nothing')
    for (const [language, file] of files.entries()) {
      const table = readFileSync(file, 'utf8')
      const [title, panel, meaning, step] = [
        name === 'sdk' ? sdkFault.title : faults[name].title,
        explanation.title,
        explanation.meaning,
        explanation.steps[0],
      ].map((text) => text?.[language as 0 | 1].replaceAll('|', '\\|'))
      const row = table.split('\n').find((line) => line.startsWith(`| ${title} |`)) ?? ''
      const quoted = `| ${title} | **${panel}** ${meaning} ${step} | `
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
