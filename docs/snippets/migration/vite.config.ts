import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { wechat } from 'wechat-ready/vite'

export default defineConfig({
  plugins: [vue(), wechat({ path: '/sign' })],
  server: { proxy: { '/sign': 'http://localhost:3000' } },
})
