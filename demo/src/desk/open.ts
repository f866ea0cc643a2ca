import { createApp } from 'vue'
import DeskView from '../../views/desk/DeskView.vue'
import { setDesk } from '../frame.ts'
import { takeSceneLink } from '../scene.ts'
import { createDesk } from './desk.ts'

/** Shows the desk: the phone with the page of this document's URL in it, and the inspector beside it. */
export function openDesk(): void {
  const model = createDesk(takeSceneLink(location.href))
  setDesk(model.desk)
  createApp(DeskView, { model }).mount('#app')
}
