import type { WechatOptions } from 'wechat-ready'
import { installSandbox } from 'wechat-ready/sandbox'
import type { FakeWechat } from 'wechat-ready/testing'
import { catalogue } from './catalogue.ts'
import type { PageFacts } from './facts.ts'
import { type Fault, faults } from './faults.ts'
import { readScene, type Scene } from './scene.ts'

/** The fake client that this page runs in. */
export interface Sandbox {
  readonly scene: Scene
  /** What the fault changes about the page's own client object. */
  readonly options: Partial<WechatOptions>
}

/** Plays a WeChat client where there is none; `undefined` in WeChat, and where the signatures are WeChat's own. */
export function enterSandbox({ sandbox }: PageFacts): Sandbox | undefined {
  if (!sandbox || /MicroMessenger/i.test(navigator.userAgent)) return undefined
  const scene = readScene()
  const fault: Fault = faults[scene.fault]
  const fake = installSandbox({ ...sandbox, delay: 40, ...fault.client })
  if (fake) script(fake, fault)
  return { scene, options: fault.page ?? {} }
}

/** What strikes at a call strikes at every call. */
function script(fake: FakeWechat, { reply, script }: Fault): void {
  script?.(fake)
  if (!reply) return
  for (const { apis } of catalogue) for (const name of Object.keys(apis)) fake.reply(name, reply)
}
