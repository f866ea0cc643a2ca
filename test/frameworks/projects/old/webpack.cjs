// Usage: node webpack.cjs [the bundler's package]
const { join } = require('node:path')

const name = process.argv[2] ?? 'webpack'
const bundler = name === 'webpack' ? require('webpack') : require(name).rspack
bundler(
  {
    mode: 'production',
    context: __dirname,
    entry: './main.js',
    output: { path: join(__dirname, 'dist', name), filename: 'main.js', publicPath: '/' },
  },
  (error, stats) => {
    if (!error && !stats.hasErrors() && !stats.hasWarnings()) return
    console.error(error ?? stats.toString())
    process.exitCode = 1
  },
)
