openInspector(wechat, { nonce: 'r4nd0m' })
