import VConsole from 'vconsole'
import { createVConsolePlugin } from 'wechat-ready/inspector'

const vConsole = new VConsole()
vConsole.addPlugin(createVConsolePlugin(VConsole, wechat))
