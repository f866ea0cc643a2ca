import { warnAboutShare } from '#advice'
import type { WechatErrorCode } from '../knowledge/codes.ts'
import { apiNames, rows } from './api.ts'
import type { Calls } from './calls.ts'
import { isWechatError, WechatError } from './errors.ts'
import type { Events } from './events.ts'
import { listen } from './listen.ts'
import { activeSharer, registry, type Sharer, takePlace } from './registry.ts'
import type { Configuration, Session } from './session.ts'
import { absolute, complete, routeOf, type ShareContent } from './share-content.ts'
import { decide, type PlacedContent, shareUrl } from './share-stack.ts'

export interface ShareOptions {
  /**
   * Removes the content: the client is sent what is shared without it. Rejects as well, as long as the client has not
   * taken the content.
   */
  readonly signal?: AbortSignal | undefined
}

/** Sets what a component shares, or nothing. The component's place stays the same. */
export type SetContent = (content?: ShareContent) => void

/** What the sharing works with. */
export interface ShareParts {
  readonly session: Session
  readonly calls: Calls
  readonly events: Events
  /** The APIs that the configuration asks for. */
  readonly requested: readonly string[]
  /** The option `share`: the content where none is set. */
  readonly byDefault: ((location: Location) => ShareContent | undefined) | undefined
}

/** The new API and the old one that stands in for it where the client refuses it. */
const pairs = [
  ['updateAppMessageShareData', 'onMenuShareAppMessage'],
  ['updateTimelineShareData', 'onMenuShareTimeline'],
] as const
/**
 * Of the new one, after which the old one counts. On iOS the new ones are at times not verified where the old ones
 * work.
 */
const refusals: readonly WechatErrorCode[] = ['permission-denied', 'unsupported', 'not-verified']
const buttons = apiNames.filter((name) => rows[name]?.event === 'menu')

/** Milliseconds without a change after which a new title of the page is sent. */
const TITLE_STILL_MS = 500
/** How often a new title is sent on one route. */
const MAX_TITLE_UPDATES = 3
/** At how many URLs the contents of `share()` are kept. */
const MAX_URLS = 50

/** One content of the client object. */
interface Own extends PlacedContent {
  /** Stops listening to the signal that would remove it. */
  release?: (() => void) | undefined
}

/** The content that was sent last. */
interface Sent {
  readonly configuration: Configuration
  readonly route: string
  /** The content as text; empty where it is to be sent again in any case. */
  text: string
  readonly controller: AbortController
  readonly done: Promise<void>
}

/** Sends one content to the client: by the new APIs, and by the old ones where those are refused. */
const createSend =
  ({ calls, events, requested }: ShareParts) =>
  async (content: ShareContent, { page: { denied } }: Configuration, route: string, signal: AbortSignal) => {
    const { title, desc, link, imgUrl } = content
    // A call that waits must not send the content of this route from another one.
    const options = { signal, wanted: () => routeOf(location.href) === route }
    // Desktops know the old ones only.
    for (const button of buttons) events.attach(button)
    await Promise.all(
      pairs.map(async ([api, old]) => {
        try {
          await calls.call(api, { title, link, imgUrl, ...(api === pairs[0][0] && { desc }) }, options)
        } catch (error) {
          const stoodIn = requested.includes(old) && !denied.includes(old)
          const refused = stoodIn && isWechatError(error) && refusals.includes(error.code)
          if (!refused && !signal.aborted && options.wanted()) throw error
        }
      }),
    )
  }

/** Sends what is shared where the page is to the client: after every configuration, and when it changes. */
export function createShare(parts: ShareParts) {
  const { session, events, byDefault } = parts
  const send = createSend(parts)
  const contents = new Set<Own>()
  /** The place of the default: that of the first content, or of the first configuration. */
  let first = 0
  let reported = ''
  let sent: Sent | undefined
  let titleUpdates = 0
  let updateTimer: ReturnType<typeof setTimeout> | undefined
  let titleTimer: ReturnType<typeof setTimeout> | undefined
  let titles: MutationObserver | undefined
  let disposed = false

  const ofDefault = (): PlacedContent | undefined => {
    try {
      const content = byDefault?.(location)
      if (content && 'then' in content) throw new WechatError('invalid-argument', '"share" returned a promise')
      return content && { place: first, content }
    } catch (error) {
      // It is reported once, although the default is asked for often.
      if (reported !== String(error))
        setTimeout(() => {
          throw error
        })
      reported = String(error)
    }
  }

  /** The content that decides where the page is. */
  const active = () => decide(contents, location.href, ofDefault)

  // Once something was sent, a route without a content shares its own title and URL.
  const place = (button?: string) => active()?.place ?? (button && events.menuContent(button) ? first : sent && 0)

  const sharer: Sharer = {
    place,
    shares: (button) => place(button) !== undefined,
    content: (button) => ({ ...complete(active()?.content), ...(button && events.menuContent(button)) }),
    tell() {
      const now = activeSharer()
      const configuration = session.current()
      // A copy without places may take this one for the active one.
      if (now !== sharer) now?.tell()
      else if (configuration) apply(configuration).catch(() => {})
    },
  }

  const leave = () => {
    const { sharers } = registry()
    if (sharers.includes(sharer)) sharers.splice(sharers.indexOf(sharer), 1)
  }

  /** To the end of the list: a copy without places takes the last one. */
  const join = (place: number) => {
    first ||= place
    leave()
    registry().sharers.push(sharer)
  }

  const add = (own: Own) => {
    contents.add(own)
    join(own.place)
  }

  const remove = (own: Own | undefined) => {
    own?.release?.()
    contents.delete(own as Own)
  }

  /** Updates when the task has ended: a guard may bounce back, one component may take the place of another. */
  const updateSoon = () => {
    clearTimeout(updateTimer)
    updateTimer = setTimeout(sharer.tell)
  }

  /** Sends the active content, unless the client has it from this configuration. */
  const apply = (configuration: Configuration): Promise<void> => {
    const content = active()?.content
    const full = complete(content)
    const route = routeOf(location.href)
    // A default link by its route: at another place on the page it is the same content.
    const text = JSON.stringify({ ...full, link: content?.link, route })
    const page = registry()
    if (page.teller !== sharer || sent?.configuration !== configuration || sent.text !== text) {
      if (sent?.route !== route) titleUpdates = 0
      page.teller = sharer
      sent?.controller.abort()
      const controller = new AbortController()
      const done = send(full, configuration, route, controller.signal)
      sent = { configuration, route, text, controller, done }
      watchTitle()
      warnAboutShare(sharer, content, () => [...contents].some(({ at }) => at) && !active())
    }
    return (sent as Sent).done
  }

  /** Updates when document.title changes, after 500 ms without a change. */
  const watchTitle = () => {
    titles ??= new MutationObserver(() => {
      watchTitle()
      clearTimeout(titleTimer)
      titleTimer = setTimeout(() => {
        const before = sent
        if (titleUpdates < MAX_TITLE_UPDATES) sharer.tell()
        if (sent !== before) titleUpdates++
      }, TITLE_STILL_MS)
    })
    titles.observe(document.documentElement, { childList: true })
    // A page that replaces its head has none for a moment.
    if (document.head) titles.observe(document.head, { subtree: true, childList: true, characterData: true })
  }

  session.onConfigured(() => {
    if (!first) join(takePlace())
    sharer.tell()
  })

  // With a hash router the route changes where the URL that is signed does not.
  session.onMoved(updateSoon)

  // What is shared waits for the configuration: one that has failed is tried again.
  session.addDependent(() => !!active())

  return {
    /** What would be shared now. */
    content: () => (activeSharer() === sharer ? sharer.content() : undefined),
    /** Takes a place for a component. */
    place(): SetContent {
      const place = takePlace()
      let own: Own | undefined
      return (content) => {
        if (disposed) return
        remove(own)
        own = content && { place, content: { ...content } }
        if (own) add(own)
        updateSoon()
      }
    },
    async share(given: ShareContent, { signal }: ShareOptions = {}): Promise<void> {
      session.assertUsable()
      const content = { ...given }
      for (const url of [content.link, content.imgUrl])
        if (url && !absolute(url)) throw new WechatError('invalid-argument', `"${url}" is not a URL`, { api: 'share' })
      const abort = () => {
        remove(own)
        updateSoon()
      }
      const own: Own = {
        place: takePlace(),
        content,
        at: shareUrl(location.href),
      }
      if (!signal?.aborted) {
        for (const other of contents) if (other.at === own.at) remove(other)
        add(own)
        const ofUrls = [...contents].filter(({ at }) => at)
        if (ofUrls.length > MAX_URLS) remove(ofUrls[0])
        // Sent in any case: another script may have sent something else since.
        if (sent) sent.text = ''
        own.release = signal && listen(signal, 'abort', abort)
      }
      const decides = () => activeSharer() === sharer && active() === own
      while (decides()) {
        await session.ready({ signal })
        const configuration = session.current()
        if (!configuration || !decides()) continue
        const done = apply(configuration)
        await done
        // The page may have been configured again meanwhile.
        if (sent?.done === done) break
      }
      // Rejects where the content was removed before the client has taken it.
      if (signal?.aborted) await session.ready({ signal })
      session.assertUsable()
    },
    dispose() {
      disposed = true
      titles?.disconnect()
      clearTimeout(titleTimer)
      clearTimeout(updateTimer)
      for (const own of contents) remove(own)
      if (!first) return
      leave()
      sharer.tell()
    },
  }
}
