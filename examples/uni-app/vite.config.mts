// `.mts`: uni-app's own plugin is CommonJS, and so is this project, while wechat-ready/vite has both builds.
import uni from '@dcloudio/vite-plugin-uni'
import { defineConfig } from 'vite'
import { wechat } from 'wechat-ready/vite'

// In an ES module the default export of a CommonJS one is a level deeper.
const { default: plugin } = uni as unknown as { default: typeof uni }

export default defineConfig({
  plugins: [plugin(), wechat()],
})
