import type { RawReply } from './sdk.ts'
import type { AnyRow } from './table.ts'

/** Milliseconds after which a call that is not answered holds up no other. */
const PATIENCE = 15e3

/**
 * Some clients answer only one of several calls of an API at the same time. In a lane they are made one after the other; in a shared one, who asks the same gets
 * the same answer.
 */
export function createLanes() {
  const ends = new Map<string, Promise<unknown>>()
  const shared = new Map<string, Promise<RawReply>>()

  return (lane: AnyRow['lane'], api: string, message: object, ask: () => Promise<RawReply>): Promise<RawReply> => {
    const question = api + JSON.stringify(message)
    const known = lane === 'share' && shared.get(question)
    if (known) return known
    const answer = (ends.get(api) ?? Promise.resolve()).then(ask)
    let timer: ReturnType<typeof setTimeout>
    const settled = answer.catch(() => {})
    const end = Promise.race([
      settled,
      new Promise((resolve) => {
        timer = setTimeout(resolve, PATIENCE)
      }),
    ]).then(() => {
      clearTimeout(timer)
      shared.delete(question)
    })
    ends.set(api, end)
    shared.set(question, answer)
    return answer
  }
}
