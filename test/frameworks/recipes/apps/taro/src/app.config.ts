export default defineAppConfig({
  pages: ['pages/index/index', 'pages/mine/mine', 'pages/thing/thing'],
  tabBar: {
    list: [
      { pagePath: 'pages/index/index', text: 'Things' },
      { pagePath: 'pages/mine/mine', text: 'Mine' },
    ],
  },
  window: { navigationBarTitleText: 'Things' },
})
