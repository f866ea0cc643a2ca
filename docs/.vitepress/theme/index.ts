import { type Theme, useData, useRoute } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { nextTick, onMounted, watch } from 'vue'
import './style.css'

const dark = '(prefers-color-scheme: dark)'

/** Pictures follow the system by their media queries, and on the site its own switch for dark mode. */
function choosePictures(isDark: boolean): void {
  for (const source of document.querySelectorAll<HTMLSourceElement>('picture source')) {
    source.dataset.media ??= source.media
    const media = source.dataset.media ?? ''
    if (!media.includes(dark)) continue
    source.media = isDark ? media.replace(dark, 'all').replace(/ and all$/, '') : 'not all'
  }
}

function usePictures(): void {
  const { isDark } = useData()
  const route = useRoute()
  const choose = () => nextTick(() => choosePictures(isDark.value))
  onMounted(choose)
  watch([isDark, () => route.data.relativePath], choose)
}

export default { extends: DefaultTheme, setup: usePictures } satisfies Theme
