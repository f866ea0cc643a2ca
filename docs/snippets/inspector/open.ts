const { openInspector } = await import('wechat-ready/inspector')
openInspector(wechat)
