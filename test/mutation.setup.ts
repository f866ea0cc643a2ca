// What the library loads lazily comes with the first test of a file: only that one would be held against what is
// evaluated but once. The SDK looks for WeChat in the user agent when it is evaluated.
if (typeof window === 'object') {
  const { userAgent } = navigator
  Object.defineProperty(navigator, 'userAgent', {
    value: `${userAgent} Android MicroMessenger/8.0.61`,
    configurable: true,
  })
  await import('../src/core/sdk-bundled.ts')
  Reflect.deleteProperty(navigator, 'userAgent')
}

export {}
