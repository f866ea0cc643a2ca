/*
 * The shared modules of the demo know nothing of Vue: what reads them through here is drawn anew when they change.
 */
import { computed, shallowRef } from 'vue'
import { useWechat } from 'wechat-ready/vue'
import { standing } from '../src/connection.ts'
import { changeCount, journal, onChange } from '../src/wechat.ts'
import { getLanguage, type Text, t as text } from '../src/words.ts'

const changes = shallowRef(changeCount())
onChange(() => {
  changes.value = changeCount()
})

/** Calls a function of the shared modules so that its reader follows their changes. */
export function live<T>(read: () => T): T {
  void changes.value
  return read()
}

export const language = computed(() => live(getLanguage))

/** The same for a function of the language alone. */
export function inLanguage<T>(speak: () => T): T {
  void language.value
  return speak()
}

export const t = (words: Text): string => inLanguage(() => text(words))

/** The last configuration. */
export const useLastRun = () => computed(() => live(() => journal[0] && { ...journal[0] }))

/** Where the page stands. For `setup()`. */
export function useStanding() {
  const { status, error } = useWechat()
  return computed(() => live(() => standing(status.value, error.value)))
}
