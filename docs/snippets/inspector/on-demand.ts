if (new URLSearchParams(location.search).has('inspect')) {
  const { openInspector } = await import('wechat-ready/inspector')
  openInspector(wechat, { collapsed: true })
}
