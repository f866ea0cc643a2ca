import { nativeName, officialName, rows } from './api.ts'
import type { MenuShareContent } from './api-types.ts'
import { toResult } from './call.ts'
import { emit } from './emit.ts'
import type { RawReply, WxSdk } from './sdk.ts'

type Listener = (payload: RawReply) => void

/** What the events need of the engine. */
interface Means {
  /** Resolves with the SDK when the page is configured. */
  sdk(): Promise<WxSdk>
  /** What a button of the menu shares when no listener says so. */
  content(): MenuShareContent
}

/** Many listeners over the one handler that the client keeps for an event. They stay through every new configuration. */
export function createEvents(means: Means) {
  const slots = new Map<string, Set<{ listener: Listener; content?: MenuShareContent | undefined }>>()

  const slot = (name: string) => {
    const known = slots.get(name) ?? new Set()
    slots.set(name, known)
    return known
  }

  /** Takes the client's one handler, also from whoever has it. What fails now is done after the next configuration. */
  const attach = (name: string) => void take(name).catch(() => {})

  const take = async (name: string) => {
    slot(name)
    const wx = await means.sdk()
    const tell = (reply: RawReply) =>
      emit(
        [...slot(name)].map(({ listener }) => listener),
        reply,
      )
    const row = rows[name]
    if (row?.event !== 'menu') return wx.on(nativeName(name), tell)
    // The SDK reads what to share when the button is pressed, and then tells what came of it.
    const outcomes = ['trigger', 'success', 'cancel', 'fail'].map((outcome) => [
      outcome,
      ({ errMsg }: RawReply = {}) => tell({ outcome, errMsg: String(errMsg ?? '') }),
    ])
    const content = (): MenuShareContent => Object.assign(means.content(), ...[...slot(name)].map((own) => own.content))
    const fields = ['title', 'desc', 'link', 'imgUrl', 'type', 'dataUrl'] as const
    const options = Object.defineProperties(
      Object.fromEntries(outcomes),
      Object.fromEntries(fields.map((field) => [field, { get: () => content()[field] }])),
    )
    ;(wx[name] as (options: object) => void)(options)
  }

  return {
    attach,
    /** To be told of each configuration. */
    configured: () => [...slots.keys()].forEach(attach),
    /** @returns a function that unsubscribes */
    listen(native: string, listener: Listener, content?: MenuShareContent): () => void {
      // One handler for an event, by whichever name it is asked for.
      const name = officialName(native)
      const row = rows[name]
      const own = {
        listener: row?.reply ? (reply: RawReply) => listener(toResult(name, row, reply, {}) as RawReply) : listener,
        content: content && { ...content },
      }
      slot(name).add(own)
      attach(name)
      return () => void slot(name).delete(own)
    },
    dispose: () => slots.clear(),
  }
}
