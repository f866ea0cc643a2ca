'use client'

import * as React from 'react'
import {
  createContext,
  createElement,
  type DetailedHTMLProps,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  version,
} from 'react'
import type { Wechat } from './core/client.ts'
import type { WechatEnvironment } from './core/environment.ts'
import { mount, serverView, takeSharePlace, type View, whenReady } from './core/follow.ts'
import { type OpenTags, templateType, type WxTagTemplateProps } from './core/open-tags.ts'
import type { Configured, WechatState } from './core/session.ts'
import type { SetContent } from './core/share.ts'
import type { ShareContent } from './core/share-content.ts'

/** What `useWechat` gives. */
export interface UseWechat {
  /** The provider's client object. */
  readonly wechat: Wechat
  /**
   * Where the configuration of the page stands. `'idle'` until something asks for it, outside WeChat, and on a server.
   */
  readonly status: WechatState['status']
  /** Why it has failed, while it has: mostly a `WechatError`. */
  readonly error: unknown
  /**
   * Which client this is, as soon as that is known: `undefined` on a server and until the page is hydrated, unless the
   * provider has the `userAgent`. The same object as long as it says the same.
   */
  readonly environment: WechatEnvironment | undefined
  /** As `wechat.can`; what is rendered by it follows the configuration of the page. */
  readonly can: Wechat['can']
}

export interface WechatProviderProps {
  /** What `createWechat` has returned. */
  readonly client: Wechat
  /**
   * The user agent of the request, for an app that is rendered on a server: the same there and on the page, which then
   * renders by the client from the start. Without it `environment` is `undefined` until the page is hydrated.
   */
  readonly userAgent?: string | undefined
  readonly children?: ReactNode
}

/** The context of the copy of this library whose provider was rendered last. */
const contextKey = Symbol.for('wechat-ready/react')
type Shared = { [contextKey]?: unknown }

const Context = createContext<readonly [wechat: Wechat, serverView: View] | undefined>(undefined)

/**
 * Hands the client object to the hooks below it.
 *
 * @example
 * <WechatProvider client={wechat}><App /></WechatProvider>
 */
export function WechatProvider({ client, userAgent, children }: WechatProviderProps): ReactElement {
  // Read from the namespace: React 17 lacks it, and a missing import would fail before this can be said.
  if (!React.useSyncExternalStore)
    throw new Error(`wechat-ready/react needs React 18 or later: this is ${version}.`)
    // While rendering: hooks below it that find no client throw before effects run.
  ;(globalThis as Shared)[contextKey] = Context
  useEffect(() => mount(client), [client])
  const value = useMemo(() => [client, serverView(userAgent)] as const, [client, userAgent])
  return createElement(Context.Provider, { value }, children)
}

function useClient() {
  const context = useContext(Context)
  if (context) return context
  const { [contextKey]: provided = Context } = globalThis as Shared
  throw new Error(
    `No WeChat client here: ${
      provided === Context
        ? 'put <WechatProvider client={wechat}> around the app.'
        : 'its <WechatProvider> is of a second copy of wechat-ready. Share wechat-ready and react.'
    }`,
  )
}

/** The client object, its status, its error and the environment. */
export function useWechat(): UseWechat {
  const [wechat, onServer] = useClient()
  const useView = <T>(read: (view: View) => T) =>
    React.useSyncExternalStore(
      wechat.subscribe,
      () => read(wechat),
      () => read(onServer),
    )
  return {
    wechat,
    status: useView(({ state }) => state.status),
    error: useView(({ state }) => (state as { error?: unknown }).error),
    environment: useView(({ environment }) => environment),
    can: useView(({ can }) => can),
  }
}

/**
 * Calls back after each configuration of the page, while the component is mounted.
 *
 * @param callback the last one that was rendered is called
 */
export function useWechatReady(callback: (configured: Configured) => void): void {
  const [wechat] = useClient()
  const latest = useRef(callback)
  useEffect(() => {
    latest.current = callback
  })
  useEffect(() => whenReady(wechat, (configured) => latest.current(configured)), [wechat])
}

/**
 * Sets what is shared while the component is on the page. The component that was rendered first of all
 * comes last: a page beats its layout, a dialog its page, and each decides again when the one after it is gone.
 *
 * @param content what to share, compared by value from one rendering to the next; nothing while it is nothing
 */
export function useWechatShare(content: ShareContent | undefined): void {
  const [wechat] = useClient()
  const text = content ? JSON.stringify(content) : ''
  // Taken while rendering: React renders parents before children, and runs their effects after those of the children.
  const place = useRef<readonly [Wechat, SetContent]>(undefined)
  if (place.current?.[0] !== wechat) place.current = [wechat, takeSharePlace(wechat)]
  const [, set] = place.current
  useEffect(() => set(text ? JSON.parse(text) : undefined), [set, text])
  useEffect(() => () => set(), [set])
}

/**
 * The template of an open tag. A `<template>` that React renders is not one that the tag can read.
 *
 * @example
 * <wx-open-launch-weapp appid="wx…"><WxTagTemplate html="<button>Open</button>" /></wx-open-launch-weapp>
 */
export function WxTagTemplate({ html, slot }: WxTagTemplateProps): ReactElement {
  return createElement('script', { type: templateType, slot, dangerouslySetInnerHTML: { __html: html } })
}

/**
 * The open tags as elements of JSX. React 19 listens to their events; for React 18, take a ref and `addEventListener`.
 */
type OpenTagElements = {
  [Tag in keyof OpenTags]: DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> &
    OpenTags[Tag]['attributes'] & {
      [Name in keyof OpenTags[Tag]['events'] & string as `on${Name}`]?: (
        event: CustomEvent<OpenTags[Tag]['events'][Name]>,
      ) => void
    }
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends OpenTagElements {}
  }
}
