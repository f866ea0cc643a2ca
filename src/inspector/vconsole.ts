import { type Mounted, mount } from './mount.tsx'
import type { InspectorOptions } from './open.ts'
import type { Inspected } from './source.ts'

/** What is used of a vConsole plugin. */
export interface VConsolePlugin {
  on(event: 'renderTab', listener: (callback: (content: HTMLElement) => void) => void): unknown
  on(event: 'remove', listener: () => void): unknown
}

/** What is used of `vconsole`: its default export. */
export interface VConsoleClass<Plugin extends VConsolePlugin = VConsolePlugin> {
  readonly VConsolePlugin: new (id: string, name: string) => Plugin
}

/**
 * Makes a plugin that shows the inspector as a tab of vConsole.
 *
 * @param VConsole the default export of `vconsole`, 3.3 or later
 * @param wechat what `createWechat` returned
 * @example
 * const vConsole = new VConsole()
 * vConsole.addPlugin(createVConsolePlugin(VConsole, wechat))
 * @see https://github.com/Tencent/vConsole
 */
export function createVConsolePlugin<Plugin extends VConsolePlugin>(
  VConsole: VConsoleClass<Plugin>,
  wechat: Inspected,
  { language, nonce }: Pick<InspectorOptions, 'language' | 'nonce'> = {},
): Plugin {
  const plugin = new VConsole.VConsolePlugin('wechat-ready', 'WeChat')
  let mounted: Mounted | undefined
  plugin.on('renderTab', (callback) => {
    const within = document.createElement('div')
    mounted = mount({ wechat, within, language, nonce })
    callback(within)
  })
  plugin.on('remove', () => mounted?.close())
  return plugin
}
