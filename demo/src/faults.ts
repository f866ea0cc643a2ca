import type { WechatOptions } from 'wechat-ready'
import type { SandboxOptions } from 'wechat-ready/sandbox'

/** What the page itself does about a fault; the sandbox plays the rest. */
interface PagePart {
  readonly client?: SandboxOptions
  readonly page?: Partial<WechatOptions>
}

const parts: Readonly<Record<string, PagePart>> = {
  sdk: { page: { sdk: () => Promise.reject(new TypeError('Failed to fetch')) } },
}

/** The faults that nobody but the page can play. */
export const ownFaults = { sdk: ['The SDK cannot be loaded', 'JS-SDK 加载失败'] } as const

/** Nobody wants to look at a broken page for 10 seconds. */
const impatient = { sdk: 1500, bridge: 1500, signature: 1500, config: 1500, call: 1500 }

/** What the page does about the fault of this name. */
export function pagePartOf(fault: string): PagePart {
  const { client, page } = new Map(Object.entries(parts)).get(fault) ?? {}
  const timeouts = fault === 'none' || fault === 'slow' ? {} : { timeouts: impatient }
  return { client: client ?? {}, page: { ...timeouts, ...page } }
}
