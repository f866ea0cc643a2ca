import { defineConfig } from 'vite'
import { wechat } from 'wechat-ready/vite'

export default defineConfig({ plugins: [wechat()] })
