import { computed, nextTick, ref, shallowRef } from 'vue'
import { openInspector } from 'wechat-ready/inspector'
import { sandboxFaults } from 'wechat-ready/sandbox'
import type { Desk, DeskTab, PhonePage } from '../frame.ts'
import { changeModeOf, type Mode, modeOfUrl } from '../modes.ts'
import { keepScene, readScene, sceneLink } from '../scene.ts'
import { titles } from '../titles.ts'
import { language, type Text } from '../words.ts'
import { phoneScale } from './phone.ts'

/** A URL at which a fault is one: the signer can cut off only what is there. */
function withQueryOf(fault: string, href: string): string | undefined {
  const { query } = sandboxFaults.find(({ name }) => name === fault) ?? {}
  if (!query) return undefined
  const url = new URL(href)
  url.search = query
  return url.href
}

/** What the desk has, and what its bar and its phone do about it. */
export function createDesk(start: string) {
  const scene = shallowRef(readScene())
  const frame = shallowRef<HTMLIFrameElement>()
  const sheet = shallowRef<HTMLElement>()
  const page = shallowRef<PhonePage>()
  const title = ref('wechat-ready')
  const hasGoneOn = ref(false)
  const path = ref(start)
  const comparing = ref(false)
  const size = shallowRef({ width: innerWidth, height: innerHeight })
  addEventListener('resize', () => {
    size.value = { width: innerWidth, height: innerHeight }
  })
  let wanted: Exclude<DeskTab, 'compare'> | undefined
  /** What was played before the comparison chose a fault. */
  let faultBefore: string | undefined

  function inspect(tab?: Exclude<DeskTab, 'compare'>) {
    const { wechat } = page.value ?? {}
    if (!wechat || !sheet.value) {
      wanted = tab
      return
    }
    const inspected = frame.value?.contentWindow ?? undefined
    const extra = { title: titles['/compare'] as Text, onClick: () => compare(true) }
    openInspector(wechat, { within: sheet.value, window: inspected, language: language.value, tab, extra })
  }

  /** Loads the phone's page again, at its own URL or at another one. */
  function load(href?: string) {
    page.value = undefined
    if (!frame.value?.contentWindow) return
    const { location } = frame.value.contentWindow
    if (href === undefined || href === location.href) location.reload()
    // A new fragment alone loads nothing.
    else {
      location.replace(href)
      if (href.split('#')[0] === location.href.split('#')[0]) location.reload()
    }
  }

  const panelTab = (tab: DeskTab) =>
    sheet.value?.querySelector('wechat-inspector')?.shadowRoot?.getElementById(`tab-${tab}`)

  const desk: Desk = {
    attach(attached) {
      page.value = attached
      desk.changed()
      inspect(wanted)
      wanted = undefined
    },
    changed() {
      // The title is set after the route has changed.
      nextTick(() => {
        const { contentWindow, contentDocument } = frame.value ?? {}
        if (!contentWindow || !contentDocument || contentWindow.location.href === 'about:blank') return
        title.value = contentDocument.title
        hasGoneOn.value = page.value?.hasGoneOn() ?? false
        path.value = contentWindow.location.href
        showAddress()
      })
    },
    show(tab) {
      if (tab === 'compare') return compare(true)
      comparing.value = false
      inspect(tab)
      // The visitor asked for it in the phone's frame: the keyboard and a screen reader go on in the panel.
      if (tab === 'status') panelTab(tab)?.focus()
    },
    play(change) {
      keepScene(change)
      scene.value = readScene()
      showAddress()
      if (!comparing.value) load(withQueryOf(scene.value.fault, path.value))
    },
  }
  /** The desk's own address opens the same page in the same scene; nothing signs it. */
  const showAddress = () => history.replaceState(null, '', sceneLink(scene.value, path.value))

  function compare(isOn: boolean) {
    comparing.value = isOn
    const { fault } = scene.value
    if (isOn && fault === 'none') {
      faultBefore = fault
      desk.play({ fault: 'ticket' })
    } else if (!isOn && faultBefore !== undefined) {
      desk.play({ fault: faultBefore })
      faultBefore = undefined
    }
    if (!isOn) load()
  }

  return {
    desk,
    scene,
    frame,
    sheet,
    page,
    title,
    hasGoneOn,
    path,
    comparing,
    size,
    scale: computed(() => phoneScale(size.value.width, size.value.height)),
    mode: computed(() => modeOfUrl(path.value)),
    setMode: (mode: Mode) => load(changeModeOf(path.value, mode)),
    compare,
    goBack: () => frame.value?.contentWindow?.history.back(),
    /** What `✕` does: the page is closed, and the start opened. */
    close: () => load(new URL(modeOfUrl(path.value) === 'hash' ? '/#/' : '/', location.href).href),
    openMenu() {
      page.value?.openMenu?.()
      inspect('share')
    },
    setLanguage: () => inspect(),
  }
}

export type DeskModel = ReturnType<typeof createDesk>
