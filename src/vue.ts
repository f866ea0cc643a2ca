import {
  type App,
  type ComputedRef,
  computed,
  type FunctionalComponent,
  getCurrentInstance,
  type HTMLAttributes,
  h,
  type InjectionKey,
  inject,
  onMounted,
  onScopeDispose,
  type Plugin,
  shallowRef,
  version,
} from 'vue'
import type { Wechat } from './core/client.ts'
import type { WechatEnvironment } from './core/environment.ts'
import { ignore, mount, serverView, type View } from './core/follow.ts'
import { type OpenTags, templateType, type WxTagTemplateProps } from './core/open-tags.ts'
import type { Configured, WechatState } from './core/session.ts'
import type { ShareContent } from './core/share-content.ts'
import { type MaybeRefOrGetter, onEachConfiguration, shareOnPage } from './vue/on-page.ts'

/** As much of a vue-router as the plugin uses. */
export interface WechatPluginRouter {
  isReady(): Promise<void>
  afterEach(hook: (to: unknown, from: unknown, failure?: unknown) => void): () => void
}

/** Options of `createWechatPlugin`. */
export interface WechatPluginOptions {
  /**
   * The app's router. With it the composables wait for the end of its first navigation, so that no URL is signed that
   * is redirected from, and every route is configured when it is reached, rather than when something there asks for it.
   */
  readonly router?: WechatPluginRouter | undefined
  /**
   * The user agent of the request, for an app that is rendered on a server: the same there and on the page, which then
   * renders by the client from the start. Without it `environment` is `undefined` until the page is hydrated.
   */
  readonly userAgent?: string | undefined
}

/** What `useWechat` gives. */
export interface UseWechat {
  /** The client object that the plugin was made with. */
  readonly wechat: Wechat
  /**
   * Where the configuration of the page stands. `'idle'` until something asks for it, outside WeChat, and on a server.
   */
  readonly status: ComputedRef<WechatState['status']>
  /** Why it has failed, while it has: mostly a `WechatError`. */
  readonly error: ComputedRef<unknown>
  /**
   * Which client this is, as soon as that is known: `undefined` on a server and until the page is hydrated, unless the
   * plugin has the `userAgent`.
   */
  readonly environment: ComputedRef<WechatEnvironment | undefined>
  /** As `wechat.can`; what is rendered by it follows the configuration of the page. */
  readonly can: ComputedRef<Wechat['can']>
}

/** `settled` resolves when the router's first navigation has ended. */
type Context = readonly [wechat: Wechat, settled: Promise<unknown>, serverView: View]

/** Vue's own, which Vue 2.7 does not export: that import would fail before it could be said that it is too old. */
const ssrContextKey = Symbol.for('v-scx')

const key: InjectionKey<Context> = Symbol.for('wechat-ready/vue')

/**
 * Makes the plugin that hands the client object to the composables.
 *
 * @example
 * createApp(App).use(router).use(createWechatPlugin(wechat, { router })).mount('#app')
 */
export function createWechatPlugin(wechat: Wechat, { router, userAgent }: WechatPluginOptions = {}): Plugin {
  if (version < '3') throw new Error(`wechat-ready/vue needs Vue 3.3 or later: this is ${version}.`)
  return {
    install(app: App) {
      app.provide(key, [wechat, Promise.resolve(router?.isReady()).catch(ignore), serverView(userAgent)])
      const stops = [
        router?.afterEach((_to, _from, failure) => {
          if (!failure) wechat.ready().catch(ignore)
        }),
        mount(wechat),
        app.unmount,
      ]
      // An app tells of its end since Vue 3.5 only.
      app.unmount = () => {
        for (const stop of stops) stop?.()
      }
    },
  }
}

function useContext(): Context {
  const context = inject(key, null)
  if (context) return context
  // There is no instance outside of setup(), and in a second copy of Vue.
  throw new Error(
    getCurrentInstance() ? 'No app.use(createWechatPlugin(wechat))' : 'Call it in setup(), and share one copy of vue',
  )
}

/** The client object and, as read-only refs, its status, its error and the environment. For `setup()`. */
export function useWechat(): UseWechat {
  const [wechat, , atFirst] = useContext()
  const onServer = inject(ssrContextKey, undefined)
  // An element that is there before the component is one that a server rendered: until it is taken over, it must be
  // rendered just so.
  const hydrating = getCurrentInstance()?.vnode.el
  // Wrapped, so that each look is a change.
  const view = shallowRef<[View]>([onServer || hydrating ? atFirst : wechat])
  const look = () => {
    view.value = [wechat]
  }
  if (hydrating) onMounted(look)
  if (!onServer) onScopeDispose(wechat.subscribe(look))
  return {
    wechat,
    status: computed(() => view.value[0].state.status),
    error: computed(() => (view.value[0].state as { error?: unknown }).error),
    environment: computed(() => view.value[0].environment),
    // A new function each time, so that components that rendered by it render again.
    can: computed(() => view.value[0].can.bind(null)),
  }
}

/**
 * Calls back after each configuration of the page, while the component is on it. For `setup()`.
 *
 * @param callback what it throws goes to the app's error handler
 */
export function useWechatReady(callback: (configured: Configured) => unknown): void {
  onEachConfiguration(useContext(), callback)
}

/**
 * Sets what is shared while the component is on the page, and follows its reactive data. The component that was set up
 * first of all comes last: a page beats its layout, a dialog its page, and each decides again when the one after it is
 * gone. For `setup()`.
 *
 * @param content what to share, as an object, a ref or a function; compared by value; nothing while it is nothing
 */
export function useWechatShare(content: MaybeRefOrGetter<ShareContent | undefined>): void {
  shareOnPage(useContext(), content)
}

/**
 * The template of an open tag. Vue drops a `<script>` from its own templates, and a `<template>` too.
 *
 * @example
 * <wx-open-launch-weapp appid="wx…"><WxTagTemplate html="<button>Open</button>" /></wx-open-launch-weapp>
 */
export const WxTagTemplate: FunctionalComponent<WxTagTemplateProps> = ({ html, slot }) =>
  h('script', { type: templateType, slot, innerHTML: html })
WxTagTemplate.props = ['html', 'slot']

/** The listeners of an open tag. */
type OpenTagListeners<Tag extends keyof OpenTags> = {
  [Name in keyof OpenTags[Tag]['events'] & string as `on${Capitalize<Name>}`]?: (
    event: CustomEvent<OpenTags[Tag]['events'][Name]>,
  ) => void
}

/** An open tag as a component of Vue's templates. Its `error` is not that of other elements. */
type OpenTagComponent<Tag extends keyof OpenTags> = new () => HTMLElement & {
  $props: Omit<HTMLAttributes, keyof OpenTagListeners<Tag>> & OpenTags[Tag]['attributes'] & OpenTagListeners<Tag>
}

type OpenTagComponents = { [Tag in keyof OpenTags]: OpenTagComponent<Tag> }

declare module 'vue' {
  interface GlobalComponents extends OpenTagComponents {}
}
