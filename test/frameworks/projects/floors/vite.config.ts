import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { wechat } from 'wechat-ready/vite'

export default defineConfig({ plugins: [vue(), wechat()] })
