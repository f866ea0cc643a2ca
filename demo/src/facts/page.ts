import { createApp, shallowReactive, shallowRef } from 'vue'
import { facts as account, sandbox } from '../wechat.ts'
import type { Text } from '../words.ts'
import { arrival } from './arrival.ts'
import { askAll, CannotContinue, type Signature } from './ask.ts'
import { readClient } from './client.ts'
import FactsPage from './FactsPage.vue'
import type { QuestionId } from './questions.ts'
import type { Seen } from './seen.ts'

/** The client that the page is open in; `undefined` where that is not WeChat. */
export const client = readClient()

/** Whether the client is a fake. */
export const played = sandbox !== undefined

/** Whether no client but the fake one can accept the signatures: they are made up. */
export const isMadeUp = account.sandbox !== undefined

/** What has been seen so far, and how far the run is. */
export const seen = shallowReactive(new Map<QuestionId, Seen>())
export const progress = shallowRef<'asking' | 'done'>('asking')
/** Why the run ended early. */
export const stopped = shallowRef<Text>()

/** Shows the page, and asks. It has the document for itself: nothing else talks to the client. */
export async function openFacts(): Promise<void> {
  createApp(FactsPage).mount('#app')
  if (!client) return
  try {
    await askAll({ landing: landing(), arrival, sign }, client, (id, one) => seen.set(id, one))
  } catch (error) {
    stopped.value = error instanceof CannotContinue ? error.text : [String(error), String(error)]
  }
  progress.value = 'done'
}

/** The URL of the load, byte for byte; the history has not been touched where the browser does not name it. */
function landing(): string {
  const [entry] = performance.getEntriesByType?.('navigation') ?? []
  return (entry?.name || location.href).replace(/#.*/, '')
}

async function sign(url: string): Promise<Signature> {
  const response = await fetch(`/api/wechat/signature?url=${encodeURIComponent(url)}`)
  if (response.ok) return response.json()
  const { error } = await response.json().catch(() => ({}))
  throw new Error(error?.message ?? `status ${response.status}`)
}
