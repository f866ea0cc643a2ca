// Usage: node webpack.cjs build|serve [the bundler's package [bridge]]: with `bridge` the page that loads no SDK
const { join } = require('node:path')

const [command, name = 'webpack', bridge] = process.argv.slice(2)
const bundler = name === 'webpack' ? require('webpack') : require(name).rspack
const compiler = bundler({
  mode: command === 'serve' ? 'development' : 'production',
  context: __dirname,
  entry: bridge ? './bridged.js' : './sandboxed.js',
  output: { path: join(__dirname, 'dist', bridge ? `${name}-bridge` : name), filename: 'main.js', publicPath: '/' },
})

if (command === 'serve') {
  const DevServer = name === 'webpack' ? require('webpack-dev-server') : require('@rspack/dev-server').RspackDevServer
  new DevServer(
    { host: 'localhost', port: process.env.PORT, static: { directory: __dirname, watch: false } },
    compiler,
  ).start()
} else {
  compiler.run((error, stats) => {
    if (!error && !stats.hasErrors() && !stats.hasWarnings()) return
    console.error(error ?? stats.toString())
    process.exitCode = 1
  })
}
