import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The part of jweixin that these tests call. */
export interface Wx {
  config(options: object): void
  ready(callback: () => void): void
  error(callback: (answer: Result) => void): void
  invoke(api: string, params: object, callback: (answer: Result) => void): void
  on(event: string, handler: (data: Result) => void): void
}

export type Result = Record<string, unknown> & { errMsg: string }

type Callbacks = Record<'success' | 'cancel' | 'fail' | 'trigger', (result: Result) => void>

/** The real weixin-js-sdk, evaluated anew: it reads the user agent when it is loaded. */
export function loadSdk(): Wx {
  const file = require.resolve('weixin-js-sdk')
  delete require.cache[file]
  return require(file)
}

/** Loads the chunk that the library loads lazily: from then on its import takes a microtask. */
export const loadLazyParts = (): Promise<unknown> => import('../../src/core/sdk-bundled.ts')

/** Configures and waits for the client's own word, which `wx.ready` is not. */
export function configure(wx: Wx, signature: object, jsApiList: string[] | undefined): Promise<Result> {
  wx.config({ ...signature, check: false, jsApiList: [] })
  return new Promise((resolve) => {
    wx.invoke('preVerifyJSAPI', { verifyJsApiList: jsApiList, verifyOpenTagList: [] }, resolve)
  })
}

/** One `wx.api(params)`: its result with the outcome that jweixin reported. */
export function call(wx: Wx, api: string, params: object = {}): Promise<Result & { outcome: string }> {
  const run = (wx as unknown as Record<string, (params: object) => void>)[api]
  return new Promise((resolve) => {
    const outcome = (name: string) => (result: Result) => resolve({ ...result, outcome: name })
    const callbacks: Partial<Callbacks> = {
      success: outcome('success'),
      cancel: outcome('cancel'),
      fail: outcome('fail'),
    }
    run?.({ ...params, ...callbacks })
  })
}
