import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { wechat } from 'wechat-ready/vite'

const isCustomElement = (tag: string) => tag.startsWith('wx-open-')

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } }), wechat()],
})
