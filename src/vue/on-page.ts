/*
 * What the bindings for Vue 3 and for Vue 2.7 have in common. Both versions export what is imported here.
 */
import { onActivated, onDeactivated, onMounted, onScopeDispose, shallowRef, watch, watchEffect } from 'vue'
import type { Wechat } from '../core/client.ts'
import { ignore, takeSharePlace, whenReady } from '../core/follow.ts'
import type { Configured } from '../core/session.ts'
import type { ShareContent } from '../core/share-content.ts'

/** What a plugin hands to the composables. `settled` resolves when the router's first navigation has ended. */
export type PluginContext = readonly [wechat: Wechat, settled: Promise<unknown>, ...others: unknown[]]

/**
 * Runs something while the component is on the page: mounted, and not set aside by `<KeepAlive>`. Never on a server.
 */
function whileOnPage(start: () => () => void): void {
  let stop = ignore
  // A component in <KeepAlive> is both mounted and activated at first: it starts again then.
  const begin = () => {
    stop()
    stop = start()
  }
  const end = () => stop()
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
  whileOnPage(() => whenReady(wechat, report, settled))
  // It is set, and never unset.
  watch(configured, (now) => callback(now as Configured))
}

/** Shares what `read` returns while the component is on the page. Its place is that of this call, in `setup()`. */
export function shareOnPage([wechat, settled]: PluginContext, read: () => ShareContent | undefined): void {
  const set = takeSharePlace(wechat, settled)
  whileOnPage(() => {
    // The fields of a reactive content are read by `set`. It sends a content again only when its value has changed.
    const stop = watchEffect(() => set(read()))
    return () => {
      stop()
      set()
    }
  })
}
