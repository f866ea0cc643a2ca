/*
 * What the bindings for Vue 3 and for Vue 2.7 have in common. Both versions export what is imported here.
 */
import { onActivated, onDeactivated, onMounted, onScopeDispose, shallowRef, unref, watch } from 'vue'
import type { Wechat } from '../core/client.ts'
import { ignore, takeSharePlace, whenReady } from '../core/follow.ts'
import type { Configured } from '../core/session.ts'
import type { ShareContent } from '../core/share-content.ts'

/** What a plugin hands to the composables. `settled` resolves when the router's first navigation has ended. */
export type PluginContext = readonly [wechat: Wechat, settled: Promise<unknown>, ...others: unknown[]]

/**
 * Runs something while the component is on the page: mounted, and not set aside by `<KeepAlive>`. It starts once the
 * router's first navigation has ended. Never on a server.
 */
function whileOnPage(settled: PluginContext[1], start: () => () => void): void {
  let stop = ignore
  let run = 0
  const end = () => {
    run++
    stop()
  }
  // A component in <KeepAlive> is both mounted and activated at first: it starts once all the same.
  const begin = () => {
    end()
    const mine = run
    settled.then(() => {
      if (mine === run) stop = start()
    })
  }
  onMounted(begin)
  onActivated(begin)
  onDeactivated(end)
  onScopeDispose(end)
}

/** Calls back for each configuration of the page while the component is on the page. */
export function onEachConfiguration(
  [wechat, settled]: PluginContext,
  callback: (configured: Configured) => unknown,
): void {
  const configured = shallowRef<Configured>()
  const report = (now: Configured) => {
    configured.value = now
  }
  whileOnPage(settled, () => whenReady(wechat, report))
  // It is set, and never unset.
  watch(configured, (now) => callback(now as Configured))
}

/** A ref by its shape: that type differs between the versions of Vue. */
export type MaybeRefOrGetter<T> = T | { readonly value: T } | (() => T)

/** Shares a content while the component is on the page. Its place is that of this call, in `setup()`. */
export function shareOnPage(
  [wechat, settled]: PluginContext,
  content: MaybeRefOrGetter<ShareContent | undefined>,
): void {
  const set = takeSharePlace(wechat)
  whileOnPage(settled, () => {
    // The fields of a reactive content are read by `set`. It sends a content again only when its value has changed.
    const stop = watch(
      // Vue 2.7 has no `toValue`.
      () => set(typeof content === 'function' ? content() : unref(content as ShareContent)),
      ignore,
    )
    return () => {
      stop()
      set()
    }
  })
}
