const egg = require('egg')
egg.start({ baseDir: __dirname, mode: 'single' }).then((app) => app.listen(Number(process.env.PORT || 3000)))
