import { createApp, shallowRef } from 'vue'
import ComparedPage from '../../views/compare/ComparedPage.vue'
import { wechat } from '../wechat.ts'
import { t } from '../words.ts'
import { reportEvent } from './event.ts'
import { type Report, type Way, wayNames } from './report.ts'
import { runPage } from './run.ts'

/** Shows one of the two pages of the comparison: a frame with an SDK of its own. */
export function openComparedPage(way: Way): void {
  const report = shallowRef<Report>({
    way,
    happenings: [],
    shown: { state: 'waiting' },
    works: undefined,
    isOver: false,
  })
  const outside = window.parent as Window & typeof globalThis
  const run = () =>
    runPage(way, wechat, (next) => {
      report.value = next
      window.frameElement?.dispatchEvent(new outside.CustomEvent(reportEvent, { detail: next }))
    })
  document.title = t(wayNames[way])
  createApp(ComparedPage, { report }).mount('#app')
  void run()
}
