import type { WechatOptions } from 'wechat-ready'
import { installSandbox, type SandboxWechat } from 'wechat-ready/sandbox'
import type { PageFacts } from './facts.ts'
import { ownFaults, pagePartOf } from './faults.ts'
import { desk, way } from './frame.ts'
import { readScene, type Scene } from './scene.ts'

/** The fake client that this page runs in. */
export interface Sandbox {
  readonly scene: Scene
  /** None where a browser that is not WeChat is played. */
  readonly client: SandboxWechat | undefined
  /** What the fault changes about the page's own client object. */
  readonly options: Partial<WechatOptions>
}

/** Plays a WeChat client where there is none; `undefined` in WeChat, and where the signatures are WeChat's own. */
export function enterSandbox({ sandbox }: PageFacts): Sandbox | undefined {
  if (!sandbox || /MicroMessenger/i.test(navigator.userAgent)) return undefined
  const scene = readScene()
  const { client, page = {} } = pagePartOf(scene.fault)
  // The page opens the panel, or the desk has one.
  const panel = desk || way ? false : 'on-demand'
  return { scene, client: installSandbox({ ...sandbox, delay: 40, panel, ownFaults, ...client }), options: page }
}
