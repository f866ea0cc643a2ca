import { render } from 'preact'
import { App } from './app.tsx'
import { onRoute } from './router.ts'
import { connect, onChange } from './wechat.ts'
import { getLanguage, setLanguage } from './words.ts'

const root = document.getElementById('app') as HTMLElement
const draw = () => render(<App />, root)

setLanguage(getLanguage())
draw()
onChange(draw)
onRoute(draw)
connect()
