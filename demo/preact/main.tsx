import { render } from 'preact'
import { connect, onChange } from '../src/wechat.ts'
import { getLanguage, setLanguage } from '../src/words.ts'
import { App } from './app.tsx'
import { onRoute } from './router.ts'

const root = document.getElementById('app') as HTMLElement
const draw = () => render(<App />, root)

setLanguage(getLanguage())
draw()
onChange(draw)
onRoute(draw)
connect()
