import { type ComputedRef, computed, getCurrentInstance, onScopeDispose, shallowRef, triggerRef, version } from 'vue'
import type { Wechat } from './core/client.ts'
import type { WechatEnvironment } from './core/environment.ts'
import { ignore, mount } from './core/follow.ts'
import { templateType, type WxTagTemplateProps } from './core/open-tags.ts'
import type { Configured, WechatState } from './core/session.ts'
import type { ShareContent } from './core/share-content.ts'
import { type MaybeRefOrGetter, onEachConfiguration, type PluginContext, shareOnPage } from './vue/on-page.ts'

/** As much of a vue-router 3 as the plugin uses. */
export interface WechatPluginRouter {
  onReady(ready: () => void, failed: () => void): void
  afterEach(hook: () => void): unknown
}

/** Options of `createWechatPlugin`. */
export interface WechatPluginOptions {
  /**
   * The app's router. With it the composables wait for the end of its first navigation, so that no URL is signed that
   * is redirected from, and every route is configured when it is reached, rather than when something there asks for it.
   */
  readonly router?: WechatPluginRouter | undefined
}

/** What `useWechat` gives. */
export interface UseWechat {
  /** The client object that the plugin was made with. */
  readonly wechat: Wechat
  /** Where the configuration of the page stands. `'idle'` until something asks for it, and outside WeChat. */
  readonly status: ComputedRef<WechatState['status']>
  /** Why it has failed, while it has: mostly a `WechatError`. */
  readonly error: ComputedRef<unknown>
  /** Which client this is; `platform: 'none'` outside WeChat. */
  readonly environment: ComputedRef<WechatEnvironment>
  /** As `wechat.can`; what is rendered by it follows the configuration of the page. */
  readonly can: ComputedRef<Wechat['can']>
}

/** What Vue 2 gives a plugin. */
type Vue2 = { readonly prototype: object; mixin(options: object): unknown }

/** A component of Vue 2. */
interface Instance {
  readonly $root: unknown
  readonly $wechatReady?: PluginContext
  $once(event: string, listener: () => void): unknown
}

/**
 * Makes the plugin that hands the client object to the composables. For Vue 2.7 on the page; a server is not supported.
 *
 * @example
 * Vue.use(createWechatPlugin(wechat, { router }))
 * new Vue({ router, render: (h) => h(App) }).$mount('#app')
 */
export function createWechatPlugin(wechat: Wechat, { router }: WechatPluginOptions = {}) {
  // Vue 2.6 exports no version.
  if (!`${version}`.startsWith('2.7')) throw new Error(`wechat-ready/vue2 needs Vue 2.7: this is ${version}.`)
  return {
    install(Vue: Vue2): void {
      const settled = new Promise<void>((resolve) => (router ? router.onReady(resolve, resolve) : resolve()))
      ;(Vue.prototype as { $wechatReady?: PluginContext }).$wechatReady = [wechat, settled]
      // It is called for navigations that have succeeded.
      router?.afterEach(() => void wechat.ready().catch(ignore))
      Vue.mixin({
        beforeCreate(this: Instance) {
          if (this.$root === this) this.$once('hook:destroyed', mount(wechat))
        },
      })
    },
  }
}

function useContext(): PluginContext {
  const instance = getCurrentInstance()?.proxy as Instance | null | undefined
  if (instance?.$wechatReady) return instance.$wechatReady
  // There is no instance outside of setup(), and in a second copy of Vue.
  throw new Error(instance ? 'No Vue.use(createWechatPlugin(wechat))' : 'Call it in setup(), and share one copy of vue')
}

/** The client object and, as read-only refs, its status, its error and the environment. For `setup()`. */
export function useWechat(): UseWechat {
  const [wechat] = useContext()
  const view = shallowRef(wechat)
  onScopeDispose(wechat.subscribe(() => triggerRef(view)))
  return {
    wechat,
    status: computed(() => view.value.state.status),
    error: computed(() => (view.value.state as { error?: unknown }).error),
    environment: computed(() => view.value.environment),
    // A new function each time, so that what was rendered by it is rendered again.
    can: computed(() => view.value.can.bind(null)),
  }
}

/**
 * Calls back when the page is configured, and again after each further configuration, as long as the component is on
 * the page. For `setup()`.
 *
 * @param callback what it throws goes to `Vue.config.errorHandler`
 */
export function useWechatReady(callback: (configured: Configured) => unknown): void {
  onEachConfiguration(useContext(), callback)
}

/**
 * Sets what is shared while the component is on the page, at whatever URL, and follows the reactive data of which that
 * is made. The component that was set up last decides: a page beats its layout, a dialog its page, and each decides
 * again when the one after it is gone. For `setup()`.
 *
 * @param content what to share, as an object, a ref or a function; compared by value; nothing while it is nothing
 */
export function useWechatShare(content: MaybeRefOrGetter<ShareContent | undefined>): void {
  shareOnPage(useContext(), content)
}

/** Creates an element, as Vue 2 hands it to a component's `render`. */
type CreateElement<Node> = (tag: string, data: object) => Node

/**
 * The template of an open tag. Vue drops a `<script>` from its own templates, and a `<template>` too.
 *
 * @example
 * <wx-open-launch-weapp appid="wx…"><WxTagTemplate html="<button>Open</button>" /></wx-open-launch-weapp>
 */
export const WxTagTemplate = {
  functional: true as const,
  props: ['html', 'slot'],
  render: <Node>(h: CreateElement<Node>, { props: { html, slot } }: { readonly props: WxTagTemplateProps }): Node =>
    h('script', { attrs: { type: templateType, slot }, domProps: { innerHTML: html } }),
}
