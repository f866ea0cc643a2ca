import { defineConfig } from 'vitepress'
import { sidebarOf } from './pages.ts'
import { slug } from './slug.ts'
import { tokenize } from './tokenize.ts'

const zhSearch = {
  button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
  modal: {
    displayDetails: '显示详情',
    resetButtonTitle: '清除',
    backButtonTitle: '返回',
    noResultsText: '没有结果：',
    footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
  },
}

export default defineConfig({
  title: 'wechat-ready',
  description: "WeChat's JS-SDK for single-page apps: one promise per call",
  // English is at the root, Chinese under zh/: the links between the pages stay as they are in the repository.
  rewrites: { 'en/:page': ':page' },
  ignoreDeadLinks: 'localhostLinks',
  lastUpdated: false,
  markdown: {
    anchor: { slugify: slug },
    toc: { slugify: slug },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark' },
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'Start', link: '/start' },
          { text: 'Errors', link: '/errors' },
          { text: 'API', link: '/api' },
        ],
        sidebar: sidebarOf('en', '/'),
      },
    },
    zh: {
      label: '中文',
      lang: 'zh-CN',
      description: '面向单页应用的微信 JS-SDK：每次调用就是一个 Promise',
      themeConfig: {
        nav: [
          { text: '开始', link: '/zh/start' },
          { text: '错误', link: '/zh/errors' },
          { text: 'API', link: '/zh/api' },
        ],
        sidebar: sidebarOf('zh', '/zh/'),
        outline: { label: '本页目录', level: [2, 3] },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '菜单',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '切换语言',
      },
    },
  },
  themeConfig: {
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        locales: { zh: { translations: zhSearch } },
        miniSearch: { options: { tokenize }, searchOptions: { combineWith: 'AND', prefix: true, fuzzy: 0.2 } },
      },
    },
  },
})
