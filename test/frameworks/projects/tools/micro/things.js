import { start } from './start'

// qiankun
export async function bootstrap() {}
export async function mount({ wechat }) {
  start(wechat)
}
export async function unmount() {}

// micro-app and wujie run the script when the sub-application is mounted.
const given = window.microApp?.getData() ?? window.$wujie?.props
if (given) start(given.wechat)
