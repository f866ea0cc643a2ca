/*
 * What the page and the apps on it report to the machine and the session: routes, open tags, and that the network or the user is back.
 */
import { codeOf } from '../knowledge/phrases.ts'
import { emit } from './emit.ts'
import { WechatError } from './errors.ts'
import { listen } from './listen.ts'
import { followRoutes } from './routes.ts'

/** Whether open tags may be used here, as far as the client has said: `error` is that of its `WeixinOpenTagsError`. */
export type OpenTagsState = 'unknown' | 'ready' | { readonly error: WechatError }

/**
 * `moved`: the URL may have changed, its fragment included. `restored`: the page has come back from the back-forward
 * cache, where the client may have dropped its configuration. `awake`: the browser is online, or the page visible,
 * again.
 */
export type PageReport = 'moved' | 'restored' | 'awake' | { readonly openTags: OpenTagsState }

/** What following depends on. */
export interface FollowingParts {
  /** Whether routes are followed. */
  readonly autoResign: boolean
  /** The open tags that the configuration asks for: with none, none are followed. */
  readonly openTags: readonly string[]
}

export type Following = ReturnType<typeof createFollowing>

/** Follows the page from the first `start()` on, for as long as an app uses the client object. */
export function createFollowing({ autoResign, openTags }: FollowingParts) {
  const listeners = new Set<(report: PageReport) => void>()
  let stops: (() => void)[] = []
  let mounts = 0
  /** Whether the page was followed until the last app was unmounted. */
  let wasFollowing = false

  const report = (what: PageReport) => emit(listeners, what)

  const start = () => {
    if (stops.length) return
    const awake = () => {
      if (!document.hidden) report('awake')
    }
    stops = [listen(window, 'online', awake), listen(document, 'visibilitychange', awake)]
    if (autoResign) stops.push(followRoutes({ changed: () => report('moved'), restored: () => report('restored') }))
    if (openTags.length) stops.push(...followOpenTags((state) => report({ openTags: state })))
  }

  const stop = () => {
    for (const end of stops.splice(0)) end()
  }

  return {
    start,
    /** Adds a listener, for as long as the client object is used. */
    onReport: (listener: (report: PageReport) => void) => void listeners.add(listener),
    /**
     * An app uses the client object. After the last one is unmounted, the page is followed again from the next `start()`
     * or `mount()` on.
     *
     * @returns a function that unmounts it
     */
    mount(): () => void {
      mounts++
      // React unmounts and mounts an app again in development.
      if (wasFollowing) start()
      let mounted = true
      return () => {
        if (mounted && !--mounts && stops.length) {
          stop()
          wasFollowing = true
        }
        mounted = false
      }
    },
    dispose() {
      stop()
      listeners.clear()
      wasFollowing = false
    },
  }
}

/** The client reports open tags by events of the document and by the `ready` event of each tag. */
function followOpenTags(report: (state: OpenTagsState) => void): (() => void)[] {
  const ready = () => report('ready')
  return [
    listen(document, 'WeixinOpenTagsReady', ready),
    listen(document, 'WeixinOpenTagsError', ({ detail }: Event & { detail?: { errMsg?: unknown } }) => {
      const errMsg = String(detail?.errMsg ?? '')
      report({ error: new WechatError(codeOf(errMsg, 'config-failed'), '', { api: 'openTagList', errMsg }) })
    }),
    // Captured, since a tag's event need not bubble. In a shadow root, `target` is the root's host.
    listen(
      document,
      'ready',
      (event) => {
        if (/^wx-open-/i.test((event.composedPath()[0] as Element).localName)) ready()
      },
      true,
    ),
  ]
}
