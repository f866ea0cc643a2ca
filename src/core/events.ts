import { nativeName, officialName, rows } from './api.ts'
import type { MenuShareContent } from './api-types.ts'
import { emit } from './emit.ts'
import { toResult } from './message.ts'
import { activeSharer, registry } from './registry.ts'
import type { RawReply, WxSdk } from './sdk.ts'
import type { Configuration, Session } from './session.ts'
import { complete } from './share-content.ts'

type Listener = (payload: RawReply) => void
type OnInvalid = (error: unknown) => void

/** The client's listeners of one event. */
interface Slot {
  readonly listeners: Set<{ readonly listener: Listener; readonly content?: MenuShareContent | undefined }>
  /** Tells all of them; this is what the page's registry holds. */
  readonly tell: Listener
  /** The configuration for which the handler was set. */
  attachedFor?: Configuration
}

export type Events = ReturnType<typeof createEvents>

/** What a button of the menu shares may say. */
const contentFields = ['title', 'desc', 'link', 'imgUrl', 'type', 'dataUrl'] as const

/** What a button of the menu shares now: without a content, the page's own title and URL. */
const contentOf = (name: string): MenuShareContent => activeSharer(name)?.content(name) ?? complete()

/**
 * Many listeners over the one handler that the client keeps for an event. They stay through every new configuration.
 */
export function createEvents({ session }: { readonly session: Session }) {
  const slots = new Map<string, Slot>()

  const slotOf = (name: string): Slot => {
    const listeners: Slot['listeners'] = new Set()
    const tell: Listener = (payload) =>
      emit(
        [...listeners].map(({ listener }) => listener),
        payload,
      )
    const slot = slots.get(name) ?? { listeners, tell }
    slots.set(name, slot)
    return slot
  }

  /**
   * Takes the one handler for an event, also from another script: it calls all that are in the page's registry.
   */
  const attach = (name: string, wx: WxSdk, configuration: Configuration) => {
    const slot = slotOf(name)
    if (slot.attachedFor === configuration) return
    slot.attachedFor = configuration
    const { listeners } = registry()
    listeners[name] ??= new Set()
    listeners[name].add(slot.tell)
    const tell = (payload: RawReply) => emit(listeners[name] ?? [], payload)
    const handle = wx[name] as ((options: object) => void) | undefined
    if (rows[name]?.event === 'menu') handle?.(menuOptions(name, tell))
    else wx.on(nativeName(name), tell)
  }

  /** The SDK reads what to share when the button is pressed, and then tells what came of it. */
  const menuOptions = (name: string, tell: Listener): object => {
    const options: RawReply = {}
    for (const outcome of ['trigger', 'success', 'cancel', 'fail'])
      options[outcome] = ({ errMsg }: RawReply = {}) => tell({ outcome, errMsg: String(errMsg ?? '') })
    for (const field of contentFields) Object.defineProperty(options, field, { get: () => contentOf(name)[field] })
    return options
  }

  /** What cannot be done now is done after the next configuration. */
  const attachSoon = (name: string) => {
    slotOf(name)
    session.whenReady((wx, configuration) => attach(name, wx, configuration)).catch(() => {})
  }

  session.addDependent(() => [...slots.values()].some(({ listeners }) => listeners.size))
  session.onConfigured(() => {
    for (const name of slots.keys()) attachSoon(name)
  })

  return {
    attach: attachSoon,
    /** What the listeners of a button of the menu want to have shared. */
    menuContent: (name: string): MenuShareContent | undefined => {
      const own = [...(slots.get(name)?.listeners ?? [])].flatMap(({ content }) => content ?? [])
      return own.length ? Object.assign({}, ...own) : undefined
    },
    /**
     * @param extra what a button of the menu shares; for other events a function that is called with the error in place
     * of the listener when the payload is not as documented. Without it that error is reported as uncaught.
     * @returns a function that unsubscribes
     */
    listen(native: string, listener: Listener, extra?: MenuShareContent | OnInvalid): () => void {
      // One handler for an event, by whichever name it is asked for.
      const name = officialName(native)
      const row = rows[name]
      const hear: Listener = (reply) => {
        let payload: RawReply
        try {
          payload = row?.reply ? (toResult({ api: name, row, message: {} }, reply) as RawReply) : reply
        } catch (error) {
          if (typeof extra !== 'function') throw error
          return extra(error)
        }
        listener(payload)
      }
      const own = { listener: hear, content: typeof extra === 'object' ? { ...extra } : undefined }
      const { listeners } = slotOf(name)
      listeners.add(own)
      attachSoon(name)
      return () => void listeners.delete(own)
    },
    dispose() {
      for (const [name, { tell, attachedFor }] of slots) if (attachedFor) registry().listeners[name]?.delete(tell)
      slots.clear()
    },
  }
}
