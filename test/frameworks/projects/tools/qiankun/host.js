import { loadMicroApp } from 'qiankun'

let things

window.host = {
  mount: () => {
    things = loadMicroApp({ name: 'things', entry: { scripts: ['/things.js'] }, container: '#things' })
    return things.mountPromise
  },
  unmount: () => things.unmount(),
}
